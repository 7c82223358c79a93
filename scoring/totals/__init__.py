"""Sums of figures over many communes: named indicators, each with how many communes it covers."""
