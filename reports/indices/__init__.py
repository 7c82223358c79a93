"""The index of places as text, table and JSON: values, ranks, what each number brings."""
