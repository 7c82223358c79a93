"""The desks of receiver, decider and province: decisions, overview, reports, publication."""
