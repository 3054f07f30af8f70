"""From bytes to the text of terms, or a clear refusal."""

from __future__ import annotations

from casework.terms.errors import EmptyTerms, NotText, TermsTooLong

LONGEST = 200_000  # bytes of UTF-8
_MOST_CONTROLS = 0.01  # share of control characters that pasted text may have


def text_of(data: bytes) -> str:
    """Return bytes as the text of terms.

    Raises:
        TermsTooLong: more than ``LONGEST`` bytes.
        NotText: the bytes are neither UTF-8 nor UTF-16 with a mark, or hold control characters.
        EmptyTerms: there is no letter.

    """
    if len(data) > LONGEST:
        raise TermsTooLong(LONGEST)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise NotText from None
    check_text(text)
    return text


def check_text(text: str) -> None:
    """Refuse a text that cannot be read as terms.

    Raises:
        TermsTooLong, NotText, EmptyTerms: as ``text_of``.

    """
    if len(text.encode("utf-8", "surrogatepass")) > LONGEST:
        raise TermsTooLong(LONGEST)
    controls = sum(1 for c in text if c < " " and c not in "\t\n\r\f\v")
    if "\0" in text or controls > len(text) * _MOST_CONTROLS:
        raise NotText
    if not any(c.isalpha() for c in text):
        raise EmptyTerms
