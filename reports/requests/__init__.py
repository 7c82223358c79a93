"""Papers that ask the offices of a commune for their figures."""
