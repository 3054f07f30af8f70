"""The life of a case after filing: its states, who changes them, and its history."""

from casework.cases.errors import ChangeRefused
from casework.cases.life import begin, can, change, ending_of, history, replayed, state_of
from casework.cases.rules import SOLVED, Ending, life_rules
from casework.cases.times import LifeTimes, life_times

__all__ = [
    "SOLVED",
    "ChangeRefused",
    "Ending",
    "LifeTimes",
    "begin",
    "can",
    "change",
    "ending_of",
    "history",
    "life_rules",
    "life_times",
    "replayed",
    "state_of",
]
