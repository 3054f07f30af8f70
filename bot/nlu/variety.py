"""Longer stories made of short ones, so that rambling first messages are understood too.

People tell one problem in several sentences, between anger, thanks and their life story. A story
made here joins examples of one claim with asides that say nothing about the kind of claim; so the
classifier learns that "scam" or "refund" alone decides nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import NamedTuple

JOINTS = (". ", ", ", " and ")


class Example(NamedTuple):
    """A text, the intent behind it, and the part of the examples that it belongs to."""

    text: str
    intent: str
    fold: int


def in_folds(texts_and_intents: Iterable[tuple[str, str]], folds: int) -> list[Example]:
    """Deal the examples of each intent out to `folds` parts, in turn."""
    dealt: Counter[str] = Counter()
    examples = []
    for text, intent in texts_and_intents:
        examples.append(Example(text, intent, dealt[intent] % folds))
        dealt[intent] += 1
    return examples


def stories(
    examples: Iterable[Example], asides: Sequence[str], each: int, seed: int
) -> Iterator[Example]:
    """Yield about `each` made-up stories for each intent among `examples`.

    The sentences of a story come from one part of the examples, and the story stays in it, so that
    no part knows the sentences of another. The same seed yields the same stories.
    """
    choice = Random(seed)  # noqa: S311 - variety, not secrecy
    groups: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for example in examples:
        groups[example.intent, example.fold].append(example.text)
    parts = Counter(intent for intent, _ in groups)
    for (intent, fold), texts in sorted(groups.items()):
        for _ in range(each // parts[intent]):
            yield Example(_story(texts, asides, choice), intent, fold)


def _story(examples: Sequence[str], asides: Sequence[str], choice: Random) -> str:
    told = choice.sample(examples, min(choice.randint(2, 3), len(examples)))
    said_besides = choice.sample(asides, min(choice.randint(1, 3), len(asides)))
    sentences = told + said_besides
    choice.shuffle(sentences)
    return choice.choice(JOINTS).join(sentences)
