"""The few words that a channel says by itself, when the dialogue can't."""

from functools import lru_cache
from importlib import resources

import yaml
from rasa.shared.core.domain import Domain


def spoken(domain: Domain | None, response: str) -> str:
    """Return the text of a response of the domain, or our own where the domain has none."""
    variants = domain.responses.get(response, []) if domain is not None else []
    texts = [variant["text"] for variant in variants if variant.get("text")]
    return str(texts[0]) if texts else _own_words()[response]


@lru_cache(maxsize=1)
def _own_words() -> dict[str, str]:
    text = (resources.files(__package__) / "words.yml").read_text("utf-8")
    return dict(yaml.safe_load(text))
