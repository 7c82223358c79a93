"""What a person asks of a register."""
