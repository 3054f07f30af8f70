"""The catalogue of facts: name, type and meaning of everything a rule or letter may read."""
