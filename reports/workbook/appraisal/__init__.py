"""The verifier's worksheet."""
