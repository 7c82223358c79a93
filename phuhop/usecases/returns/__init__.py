"""What a return asked of a commune, and what the next version has otherwise."""
