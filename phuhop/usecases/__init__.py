"""What a person asks for, without a terminal."""
