"""From tables and forms to assessments, with every fault of all of them."""
