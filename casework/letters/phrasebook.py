"""The words of the letters, read from ``words/<language>.yml`` and checked when they are read."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any

from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError, meta
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from casework.facts.yamlfile import read_yaml
from casework.letters.errors import WordsError

_WORDS = Path(__file__).with_name("words")

# Marks around what is inserted; ``plain`` takes such characters out of every text that comes in.
INSERT_START, INSERT_END = "\ue000", "\ue001"


def _mark(value: Any) -> str:
    return f"{INSERT_START}{value}{INSERT_END}"


_JINJA = Environment(
    undefined=StrictUndefined,
    finalize=_mark,
    autoescape=False,  # noqa: S701 - plain text; each rendering escapes for itself
)


@lru_cache(maxsize=2048)
def _printed_in(text: str) -> tuple[str, ...]:
    return tuple(sorted(meta.find_undeclared_variables(_JINJA.parse(text))))


@lru_cache(maxsize=2048)
def _template_of(text: str) -> Template:
    return _JINJA.from_string(text)


class _Checked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


def _names(value: Any) -> Any:
    return [value] if isinstance(value, str | bool) else value


class Phrase(_Checked):
    """One sentence of the words file and the conditions under which it is said.

    It is said only where every name that it prints is known, and every further condition holds.
    All these names are its sources.
    """

    text: str
    when: dict[str, Annotated[list[str | bool], BeforeValidator(_names)]] = Field(
        default_factory=dict
    )
    past: list[str] = Field(default_factory=list)
    future: list[str] = Field(default_factory=list)
    because: list[str] = Field(default_factory=list)
    unless: list[str] = Field(default_factory=list)

    @field_validator("text")
    @classmethod
    def _is_a_template(cls, text: str) -> str:
        try:
            _printed_in(text)
        except TemplateSyntaxError as error:
            raise ValueError(f"{text!r}: {error}") from error
        return text

    @cached_property
    def template(self) -> Template:
        """The text, ready to be filled."""
        return _template_of(self.text)

    @cached_property
    def printed(self) -> tuple[str, ...]:
        """The names that the text prints, in alphabetical order."""
        return _printed_in(self.text)

    def needed(self) -> tuple[str, ...]:
        """Return every name that must be known before the sentence may be said."""
        return tuple(
            dict.fromkeys([*self.printed, *self.when, *self.past, *self.future, *self.because])
        )


class FirstOf(_Checked):
    """Phrases of which the first that fits is said."""

    first: list[Phrase]


class DatedPhrase(Phrase):
    """A phrase for the day that the fact or deadline ``day`` holds."""

    day: str

    def needed(self) -> tuple[str, ...]:
        """Return every name that must be known, the day's first."""
        return tuple(dict.fromkeys([self.day, *super().needed()]))


def _as_phrase(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


def _as_phrases(value: Any) -> Any:
    return [{"text": value}] if isinstance(value, str) else value


def _as_row(value: Any) -> Any:
    """Let the label of an amount rest on what the amount rests on."""
    return {"text": value, "because": ["amount_basis"]} if isinstance(value, str) else value


Line = Annotated[Phrase, BeforeValidator(_as_phrase)]
Row = Annotated[Phrase, BeforeValidator(_as_row)]
Item = Phrase | FirstOf


def _as_items(value: Any) -> Any:
    """Let a bare text speak of the remedy, which is then its source."""
    return [{"text": value, "because": ["remedy"]}] if isinstance(value, str) else value


Items = Annotated[list[Item], BeforeValidator(_as_items)]


class RuleWords(_Checked):
    """What a rule gives; ``doubtful`` is said where the rule is not certain."""

    certain: list[Item]
    doubtful: list[Item] = Field(default_factory=list)


class RemedyWords(_Checked):
    """The words for one remedy, as the comments in the words file explain them."""

    noun: str
    declare: Items = Field(default_factory=list)
    ask: Items = Field(default_factory=list)
    fallback: str | None = None
    fallback_may: str | None = None
    fallback_opens: str | None = None
    alternative: list[Item] = Field(default_factory=list)
    deadline: list[Item] = Field(default_factory=list)


class StepWords(_Checked):
    """A step with somebody else: where it is open, and where that is not certain.

    Of several phrases, the first that fits is said.
    """

    now: Annotated[list[Phrase], BeforeValidator(_as_phrases)]
    may: Annotated[list[Phrase], BeforeValidator(_as_phrases)]


class LawWords(_Checked):
    """Words for a rule that has none of its own."""

    certain: list[Item]
    doubtful: list[Item]
    also: Phrase
    also_doubtful: Phrase
    short_name: Phrase


class StepsWords(_Checked):
    """The sentence before the steps, and the one for a step that has no words of its own."""

    intro: Phrase
    other: Phrase
    topics: dict[str, StepWords]


class AmountWords(_Checked):
    """The words of the table of amounts."""

    caption: Phrase
    caption_if: Phrase
    total: Phrase
    rows: dict[str, Row]


class Words(_Checked):
    """All words of one language."""

    language: str
    locale: str
    never: list[str]
    left_out: list[str]
    frame: dict[str, str]
    topics: dict[str, str]
    headings: dict[str, Phrase]
    also_about: dict[str, str]
    subject_of_several: Phrase
    greeting: Line
    exhibit: Line
    exhibit_mention: str
    values: dict[str, dict[str, str]]
    subjects: dict[str, list[Phrase]]
    bought: list[Item]
    chronology: dict[str, list[DatedPhrase]]
    problem: dict[str, list[Item]]
    attempts: list[Item]
    rules: dict[str, RuleWords]
    law: LawWords
    remedies: dict[str, RemedyWords]
    steps: StepsWords
    amounts: AmountWords
    pay_back: Phrase
    uses_right: list[Item]
    deadline: list[Item]
    answer: list[Item]


@lru_cache(maxsize=8)
def words_in(language: str = "en") -> Words:
    """Return the words of a language.

    Raises:
        WordsError: there is no such file, or it is not as the letters need it.

    """
    path = _WORDS / f"{language}.yml"
    if not path.is_file():
        raise WordsError(f"no words for the language {language!r}")
    try:
        return Words.model_validate(read_yaml(path))
    except ValidationError as error:
        raise WordsError(f"{path.name}: {error}") from error
