"""Evidence: received, hashed and kept as it came."""
