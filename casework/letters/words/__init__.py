"""The words of the letters, one YAML file a language."""
