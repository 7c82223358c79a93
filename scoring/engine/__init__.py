"""From an assessment and a ruleset to a score sheet and its sentences; exact and pure."""
