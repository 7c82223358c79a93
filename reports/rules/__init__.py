"""A ruleset, or two compared, as something to read."""
