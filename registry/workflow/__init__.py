"""Who may do what in which state, and by when."""
