"""What is published as data, and the check of what lies there."""
