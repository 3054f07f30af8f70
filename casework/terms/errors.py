"""Why a text is not read as terms."""

from __future__ import annotations


class TermsRefused(Exception):
    """A text that cannot be read as terms; the message can be shown to a person."""

    code = "terms_refused"


class EmptyTerms(TermsRefused):
    """Nothing to read."""

    code = "terms_empty"

    def __init__(self) -> None:
        super().__init__("There is no text. Paste the words of the terms.")


class TermsTooLong(TermsRefused):
    """More bytes than are read at once."""

    code = "terms_too_long"

    def __init__(self, limit: int) -> None:
        super().__init__(f"The text is longer than {limit // 1000} kB. Paste a part of it.")


class NotText(TermsRefused):
    """Bytes that are no plain text, such as a picture or a PDF."""

    code = "terms_not_text"

    def __init__(self) -> None:
        super().__init__("This is not plain text. Copy the words and paste them.")


class ListError(Exception):
    """A list or word file that is not as it should be; the message names the place."""

    code = "terms_list_invalid"
