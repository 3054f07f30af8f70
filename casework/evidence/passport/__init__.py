"""The evidence passport: what proves an exhibit without this software."""
