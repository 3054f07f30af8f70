"""Files of labelled texts: one JSON object a line, with ``text`` and ``label``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.nlu.understanding import CLAIMS, NONE

CLAIM_OF_LABEL = {
    "late_or_missing_delivery": "report_delivery",
    "defective_or_not_as_described": "report_conformity",
    "refused_return_exchange_or_refund": "report_withdrawal",
    "misleading_information": "report_misleading",
    "unfair_terms": "report_unfair_terms",
    "privacy_or_personal_data": "report_privacy",
    "payment_security": "report_payment",
}


class LabelledText(NamedTuple):
    """A text and what it truly is: the intent of a claim, or none of them."""

    text: str
    truth: str


class LabelledFileError(Exception):
    """The file of labelled texts can't be used; the message says why and where."""

    code = "labelled_file_unusable"


def read_labelled(path: Path) -> list[LabelledText]:
    """Return the texts of a file in which labels are names of claims or of their intents.

    Raises:
        LabelledFileError: if the file can't be read, is empty, or a line has no text or label.

    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LabelledFileError(f"{path}: {error}") from error
    texts = list(_texts(path, lines))
    if not texts:
        raise LabelledFileError(f"{path}: no texts")
    return texts


def _texts(path: Path, lines: list[str]) -> Iterator[LabelledText]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _text(line, f"{path}, line {number}")


def _text(line: str, where: str) -> LabelledText:
    try:
        row = json.loads(line)
        text, label = row["text"], row["label"]
    except (ValueError, KeyError, TypeError) as error:
        raise LabelledFileError(f'{where}: not an object with "text" and "label"') from error
    if not isinstance(text, str) or not isinstance(label, str):
        raise LabelledFileError(f"{where}: text and label have to be strings")
    return LabelledText(text, truth_of(label))


def truth_of(label: str) -> str:
    """Return the claim intent behind a label; what is no claim is out of scope."""
    claim = CLAIM_OF_LABEL.get(label, label)
    return claim if claim in CLAIMS else NONE
