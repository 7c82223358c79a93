"""What can be read out of the register."""
