"""The result contract, written and read back."""
