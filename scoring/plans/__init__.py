"""Plans with their targets: loaded, checked, held to figures, decisions and typed values."""
