"""Exercises for the terminal, and the trainer's sheet of a course."""
