"""The third truth value: what the facts do not tell."""

from __future__ import annotations


class Unknown:
    """The type of the third truth value, and of every value that is not known."""

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        raise TypeError("unknown is neither true nor false")


UNKNOWN = Unknown()
