"""Keys of offices, and what they sign: heads of the chain, packages, tables."""
