"""A dossier while it is verified: the verifier's fields, what they come to, how it is concluded."""
