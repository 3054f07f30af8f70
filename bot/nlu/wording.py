"""Plain wording: what people type, with everything taken out that says nothing about its meaning.

Amounts, numbers, links and names of accounts become one word each, so that the classifiers learn
"they took MONEY" and not "they took 59.99".
"""

import re
import unicodedata

MOST_READ = 4000
"""Characters of a message that are read; what follows rarely says anything new."""

_CURRENCY = r"(?:[$€£¥₹]|rs\.?|usd|eur|gbp|inr|pln|chf)"
_CURRENCY_WORD = r"(?:euros?|dollars?|pounds?|bucks?|quid|rupees?|usd|eur|gbp|inr|pln|chf|rs)\b"
_AMOUNT = rf"{_CURRENCY}\s?\d[\d.,]*k?|\d[\d.,]*\s?(?:[$€£¥₹]|{_CURRENCY_WORD})"

_REPLACEMENTS = (
    (re.compile(r"[\[<{][a-z][\w \-]{0,24}[\]>}]"), " "),  # "[seller]": a name that was masked
    (re.compile(r"https?://\S+|www\.\S+"), " link "),
    (re.compile(r"\S+@\S+\.\w+"), " email "),
    (re.compile(r"@\w+"), " someone "),
    (re.compile(_AMOUNT), " money "),
    (re.compile(r"\d+"), " num "),
    (re.compile(r"\bx{3,}\b"), " "),
    (re.compile(r"(.)\1{2,}"), r"\1\1"),
    (re.compile(r"\s+"), " "),
)
_QUOTES = str.maketrans("\u2018\u2019`\u201c\u201d", "'''\"\"")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def plain(text: str) -> str:
    """Return `text` in lower case, with numbers, amounts, links and accounts as one word each."""
    wording = unicodedata.normalize("NFKC", text[:MOST_READ]).translate(_QUOTES).lower()
    for pattern, word in _REPLACEMENTS:
        wording = pattern.sub(word, wording)
    return wording.strip()


def phrase(text: str) -> str:
    """Return the bare words of `text`, for telling whether two messages say the same."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, without punctuation and emoji."""
    wording = unicodedata.normalize("NFKC", text[:MOST_READ]).translate(_QUOTES).lower()
    return _WORD.findall(wording)
