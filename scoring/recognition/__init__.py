"""Who was recognised, of how many: one definition for every page, table and report."""
