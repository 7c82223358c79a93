"""The verifier's findings, both scores side by side, the ledger of many."""
