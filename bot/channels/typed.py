"""What a person typed, made fit to be stored, shown and read."""

import unicodedata

MAX_TEXT = 4000
"""Longest message, in characters; a whole story fits in half of it."""
_KEPT_CONTROLS = "\n\t"
_COMMAND = "/"
_NOTHING_SAID = "?"


class TextRefused(ValueError):
    """The text can't be taken; ``response`` names the words that say why."""

    code = "text_refused"
    response = "utter_send_again"


class EmptyText(TextRefused):
    """There is nothing to read in the text."""

    code = "empty_message"
    response = "utter_refused_empty"


class TextTooLong(TextRefused):
    """The text is longer than ``MAX_TEXT``."""

    code = "message_too_long"
    response = "utter_refused_too_long"


def cleaned(text: str) -> str:
    """Return ``text`` without control characters and outer space.

    Raises EmptyText or TextTooLong.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    readable = "".join(c for c in lines if c in _KEPT_CONTROLS or not _is_control(c)).strip()
    if not readable:
        raise EmptyText("the message holds no words")
    if len(readable) > MAX_TEXT:
        raise TextTooLong(f"the message is longer than {MAX_TEXT} characters")
    return readable


def as_words(text: str) -> str:
    """Return typed ``text`` such that Rasa reads words in it, never ``/intent{"slot": ...}``.

    Rasa takes any text that begins with a slash for a command and trusts what it says. The slash
    goes; what follows is read like any other words.
    """
    words = text.strip()
    while words.startswith(_COMMAND):
        words = words.lstrip(_COMMAND).strip()
    return words or _NOTHING_SAID


def _is_control(character: str) -> bool:
    # Cc: control characters. Cs: halves of surrogate pairs, which no database stores.
    return unicodedata.category(character) in {"Cc", "Cs"}
