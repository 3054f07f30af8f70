"""Papers read: their text by page, and the facts of an order proposed from it."""

from casework.evidence.reading.dialogue import (
    Confirmation,
    ForeignExhibit,
    PaperReading,
    accept,
    confirmation,
    proposals_for,
    read_exhibit,
    reading_of,
)
from casework.evidence.reading.document import ReadDocument, ReadState, read_document
from casework.evidence.reading.proposals import ProposedFact
from casework.evidence.reading.propose import propose

__all__ = [
    "Confirmation",
    "ForeignExhibit",
    "PaperReading",
    "ProposedFact",
    "ReadDocument",
    "ReadState",
    "accept",
    "confirmation",
    "proposals_for",
    "propose",
    "read_document",
    "read_exhibit",
    "reading_of",
]
