"""What a receiver, a decider and a province do with the dossiers of a register."""
