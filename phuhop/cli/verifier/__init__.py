"""A verifier's commands."""
