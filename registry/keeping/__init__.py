"""The chain walked, the register copied and restored."""
