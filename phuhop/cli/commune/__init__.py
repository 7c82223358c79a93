"""A commune's commands: forms, offices, packages, advice."""
