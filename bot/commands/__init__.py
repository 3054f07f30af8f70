"""The groups of the ``redress`` command, one module each."""
