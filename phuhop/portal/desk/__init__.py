"""The verifier's desk: inbox, part by part, return, conclusion, ledger."""
