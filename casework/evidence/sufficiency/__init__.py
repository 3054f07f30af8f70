"""Sufficiency: which element of a claim is proved, and who has to prove it."""

from casework.evidence.sufficiency.burden import Bearer
from casework.evidence.sufficiency.view import (
    Element,
    ProvingExhibit,
    Strength,
    Why,
    helps_most,
    proving,
    sufficiency,
)

__all__ = [
    "Bearer",
    "Element",
    "ProvingExhibit",
    "Strength",
    "Why",
    "helps_most",
    "proving",
    "sufficiency",
]
