"""Know your rights: the five rights of a consumer, law by law, each statement with its source."""

from casework.rights.book import Right, RightsFile, Statement, rights_of, tips, words
from casework.rights.named import place_named, right_named

__all__ = [
    "Right",
    "RightsFile",
    "Statement",
    "place_named",
    "right_named",
    "rights_of",
    "tips",
    "words",
]
