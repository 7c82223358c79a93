"""Strict YAML and JSON, and the classes that are read from them."""
