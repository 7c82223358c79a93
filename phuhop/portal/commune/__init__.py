"""The pages of a commune, in the order of the day."""
