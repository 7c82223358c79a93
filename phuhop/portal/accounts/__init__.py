"""Who may sign in, and what each may do for which unit, from when until when."""
