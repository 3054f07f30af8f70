"""One module a step, numbered in the order in which they run."""
