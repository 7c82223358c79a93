"""The cheapest route to recognition, and the cycle in which it must be walked."""
