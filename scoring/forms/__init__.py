"""The ids of our workbooks, and what is typed into them read back."""
