"""Why a letter was refused: each error has a ``code`` that programs read."""

from __future__ import annotations


class LetterError(Exception):
    """A letter that may not leave the house; ``code`` says why."""

    code = "letter_error"


class UnsourcedSentence(LetterError):
    """A sentence of substance that names no fact, exhibit, rule, deadline or case."""

    code = "unsourced_sentence"


class UnknownSource(LetterError):
    """A sentence that names a source which the case and the law's answer do not have."""

    code = "unknown_source"


class LetterIncomplete(LetterError):
    """What no letter can do without is not known; ``missing`` lists the facts' names."""

    code = "letter_incomplete"

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(f"missing: {', '.join(missing)}")
        self.missing = missing


class PlaceholderLeft(LetterError):
    """A gap in the words that was never filled."""

    code = "placeholder_left"


class ForbiddenWord(LetterError):
    """The letter's own words say what a consumer's letter must never say."""

    code = "forbidden_word"


class TotalDoesNotAddUp(LetterError):
    """The rows of the table of amounts do not give its total."""

    code = "total_does_not_add_up"


class DeadlineNotAfterLetter(LetterError):
    """The day for the answer is not later than the day of the letter."""

    code = "deadline_not_after_letter"


class RenderingFailed(LetterError):
    """The letter is sound, but could not be set on paper."""

    code = "rendering_failed"


class WordsError(LetterError):
    """The words file is not usable: a phrase is missing or names an unknown thing."""

    code = "words_error"
