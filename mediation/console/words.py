"""The console's own words (``words.yml``); what they leave out, the words of the chat say."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from casework import words
from casework.facts.catalogue import label_of

_FILE = Path(__file__).with_name("words.yml")


@lru_cache(maxsize=1)
def _own() -> dict[str, dict[str, str]]:
    return dict(yaml.safe_load(_FILE.read_text("utf-8")))


def say(key: str, topic: str) -> str:
    """Return the words for ``key`` of a topic, beginning with a capital letter.

    A key without words is shown readable, never hidden.
    """
    text = _own().get(topic, {}).get(key) or _shared(key, topic)
    return text[:1].upper() + text[1:]


def _shared(key: str, topic: str) -> str:
    # The chat's words for facts speak to the consumer; the catalogue of facts is more neutral.
    if topic == "facts":
        return label_of(key)
    return words.catalogue().get(topic, {}).get(key) or key.replace("_", " ")


def choices(topic: str) -> dict[str, str]:
    """Return the keys of one of the console's own topics with their words, for select fields."""
    return {key: say(key, topic) for key in _own()[topic]}


def show_value(name: str, value: Any, currency: str | None = None) -> str:
    """Return a fact's value as a person would write it; lists become one line."""
    if isinstance(value, list):
        return ", ".join(show_value(name, item, currency) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {show_value(name, item)}" for key, item in value.items())
    if name == "wished_remedy":
        return say(str(value), "remedies")
    try:
        return words.spoken_value(name, value, currency)
    except ArithmeticError:  # an amount that is no number is shown as it was stored
        return str(value)


def show_amount(value: Any, currency: str | None) -> str:
    """Return an amount of an outcome: numbers with the case's currency, other values as they are.

    An amount without a known currency stays a bare number; none is made up.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or currency is None:
        return say(str(value), "amounts")
    return words.spoken_money(value, currency)
