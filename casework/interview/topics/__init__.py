"""The questions of each topic, as data."""
