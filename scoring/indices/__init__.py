"""Indices of several levels over places: normalised, weighted, summed, ranked within groups."""
