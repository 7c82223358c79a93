"""The tests, in the rooms of what they test; see README.md beside this file."""
