"""A province's commands: ranking, publication, targets, units."""
