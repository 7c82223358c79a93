"""From data to points: pure functions and their readers.

Import the module that has what you need (``scoring.engine.scorer``, ``scoring.rules.catalogue`` …);
this package imports nothing by itself, so that the single-commune path stays quick.
"""
