"""Exercises over an invented commune: what is asked, what the engine answers, and why."""
