"""How long to wait after something went wrong: longer each time, up to a limit."""

from datetime import timedelta

_MOST_DOUBLINGS = 32  # far above any limit, and far below what a ``timedelta`` can hold


def doubled(first: timedelta, attempt: int, longest: timedelta) -> timedelta:
    """Return the wait after the ``attempt``-th try (from 1): ``first``, then twice as long each."""
    return min(first * 2 ** min(attempt - 1, _MOST_DOUBLINGS), longest)
