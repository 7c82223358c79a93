"""What a role may see, as JSON for the province's other systems: read only, by token."""
