"""Numbers that a person compared with the official text, written into the ruleset's own file."""
