"""Timers: what has to be done at a moment, kept in the database and nowhere else."""
