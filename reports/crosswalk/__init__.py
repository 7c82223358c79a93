"""What of our figures other sets of criteria may use: a paper a commune, a table a province."""
