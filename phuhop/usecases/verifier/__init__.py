"""What a verifier asks for: worksheets compared, where to look first, papers."""
