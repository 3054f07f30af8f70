"""A strict grammar that reads dates, money, numbers and names out of what people write."""
