"""Where a verifier looks first."""
