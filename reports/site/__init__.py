"""The published site: static pages made from a release, and nothing that is not in it."""
