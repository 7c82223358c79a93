"""Papers as one page."""
