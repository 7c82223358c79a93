"""Which of our figures prove which item of another set of criteria."""
