"""From points to paper: one renderer a file, over one shared view model."""
