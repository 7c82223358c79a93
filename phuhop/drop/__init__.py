"""The scripts on which a form is dropped; they travel with the program."""
