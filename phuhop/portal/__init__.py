"""The web desk: accounts, drafts and pages over the same use cases and the same register."""
