"""The word lists of the readers, as data."""
