"""From a phrase and the materials to a sentence that names its sources, or to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from casework.letters.content import Sentence
from casework.letters.errors import WordsError
from casework.letters.materials import Material, Materials
from casework.letters.phrasebook import (
    INSERT_END,
    INSERT_START,
    DatedPhrase,
    FirstOf,
    Item,
    Phrase,
    Words,
)

_MARKS = re.compile(f"[{INSERT_START}{INSERT_END}]")


class Writer:
    """Writes sentences from one set of materials.

    ``today`` is the letter's date; on the names in ``always``, every sentence rests.
    """

    def __init__(
        self, words: Words, materials: Materials, today: date, always: tuple[str, ...] = ()
    ) -> None:
        self.words = words
        self.materials = materials
        self.today = today
        self.always = always

    def with_also(self, **more: Material) -> Writer:
        """Return a writer that has further materials."""
        return Writer(self.words, {**self.materials, **more}, self.today, self.always)

    def resting_on(self, name: str) -> Writer:
        """Return a writer whose every sentence rests on ``name``, printed or not."""
        return Writer(self.words, self.materials, self.today, (*self.always, name))

    def frame(self, name: str) -> Sentence:
        """Return fixed connecting words.

        Raises:
            WordsError: the closed list in the words file does not have them.

        """
        if name not in self.words.frame:
            raise WordsError(f"no frame called {name!r}")
        return Sentence(text=self.words.frame[name], kind="frame")

    def fits(self, phrase: Phrase) -> bool:
        """Tell whether the phrase may be said: all its names known, all its conditions met."""
        if any(name not in self.materials for name in phrase.needed()):
            return False
        if any(self.materials[name].text is None for name in phrase.printed):
            return False
        if any(name in self.materials for name in phrase.unless):
            return False
        return self._values_match(phrase) and self._days_match(phrase)

    def sentence(self, phrase: Phrase, mention: bool = False) -> Sentence | None:
        """Return the phrase as a sentence, or None where it does not fit.

        Args:
            phrase: what to say.
            mention: name the exhibits, too, that its facts were read from.

        Raises:
            UnsourcedSentence: the phrase rests on nothing.

        """
        if not self.fits(phrase):
            return None
        used = [self.materials[name] for name in (*phrase.needed(), *self.always)]
        text, inserted = _without_marks(phrase.template.render(self._printable(phrase.printed)))
        sources = [source for material in used for source in material.sources]
        if mention:
            text, more = self._mention(text, used)
            sources += more
        return Sentence(text=text, sources=tuple(dict.fromkeys(sources)), inserted=inserted)

    def must(self, phrase: Phrase) -> Sentence:
        """Return the phrase as a sentence.

        Raises:
            WordsError: it does not fit, though the letter cannot do without it.

        """
        written = self.sentence(phrase)
        if written is None:
            raise WordsError(f"cannot be said with what is known: {phrase.text!r}")
        return written

    def first(self, phrases: Iterable[Phrase]) -> Sentence:
        """Return the first of the phrases that fits.

        Raises:
            WordsError: none does.

        """
        fitting = next((phrase for phrase in phrases if self.fits(phrase)), None)
        if fitting is None:
            raise WordsError("none of the phrases can be said with what is known")
        return self.must(fitting)

    def sentences(self, items: Iterable[Item], mention: bool = False) -> tuple[Sentence, ...]:
        """Return what fits of the items, in their order."""
        written = (self._item(item, mention) for item in items)
        return tuple(sentence for sentence in written if sentence is not None)

    def _item(self, item: Item, mention: bool) -> Sentence | None:
        phrases = item.first if isinstance(item, FirstOf) else [item]
        fitting = next((phrase for phrase in phrases if self.fits(phrase)), None)
        return None if fitting is None else self.sentence(fitting, mention)

    def day_of(self, phrase: DatedPhrase) -> date | None:
        """Return the day of a dated phrase, or None where it is not known."""
        material = self.materials.get(phrase.day)
        return material.raw if material and isinstance(material.raw, date) else None

    def _values_match(self, phrase: Phrase) -> bool:
        return all(self._is_one_of(name, wanted) for name, wanted in phrase.when.items())

    def _is_one_of(self, name: str, wanted: list[str | bool]) -> bool:
        """Tell whether a fact has one of the values; a list, whether it holds one of them."""
        raw = self.materials[name].raw
        held = raw if isinstance(raw, tuple) else (raw,)
        return any(value in wanted for value in held)

    def _days_match(self, phrase: Phrase) -> bool:
        return all(self._is_past(name) is True for name in phrase.past) and all(
            self._is_past(name) is False for name in phrase.future
        )

    def _is_past(self, name: str) -> bool | None:
        raw = self.materials[name].raw
        return raw < self.today if isinstance(raw, date) else None

    def _printable(self, names: Iterable[str]) -> Mapping[str, Any]:
        return {name: self.materials[name].text for name in names}

    def _mention(self, text: str, used: list[Material]) -> tuple[str, list[str]]:
        labels = sorted({m.exhibit for m in used if m.exhibit is not None})
        if not labels or not text.endswith("."):
            return text, []
        mentions = " ".join(self.words.exhibit_mention.format(label=label) for label in labels)
        return f"{text[:-1]} {mentions}.", [f"exhibit:{label}" for label in labels]


def _without_marks(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text without the marks of insertion, and the stretches they enclosed."""
    starts: list[int] = []
    ends: list[int] = []
    for count, mark in enumerate(_MARKS.finditer(marked)):
        (starts if mark.group() == INSERT_START else ends).append(mark.start() - count)
    return _MARKS.sub("", marked), tuple(zip(starts, ends, strict=True))
