"""The commands of a register: what is in it, steps, papers, keeping."""
