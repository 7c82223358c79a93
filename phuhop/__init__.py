"""The faces of phuhop: the command line, later the web. What a command does, a function does."""

__version__ = "26.11.0"
