"""Rasa custom actions, one module a topic: slots in, casework called, words out."""
