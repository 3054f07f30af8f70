"""The domain of Redress: claims, law, evidence, letters, filing and the store that keeps them.

Nothing in here knows of Rasa or of a web framework: every rule can be read and tested alone.
"""
