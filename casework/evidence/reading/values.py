"""Days and sums on papers, read by the grammars of ``casework.reading`` and a few rules of papers.

Papers write months in their own language and sums in columns without a currency.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from babel import Locale

from casework.evidence.reading.layout import Grid
from casework.evidence.reading.wordlists import either
from casework.reading.date_values import Precision, in_coming_year
from casework.reading.dates import ReadDate, read_dates
from casework.reading.lexicon import any_of, word_set
from casework.reading.money import ReadMoney, read_amounts, read_number

_LANGUAGES = ("de", "fr", "es", "it", "nl", "pt")
_NEAR = timedelta(days=3)
_BARE = re.compile(r"(?<![\w.,'-])\d{1,3}(?:[.,' ]?\d{3})*[.,]\d\d(?![\w.,%])")
_WHOLE = re.compile(r"(?<![\w.,'-])\d{1,3}(?:[., ]?\d{3})*(?![\w.,%])")
_NOTHING = re.compile(rf"(?<!\w){either('nothing_to_pay')}(?!\w)", re.IGNORECASE)
_NO_CENTS = frozenset({"JPY", "KRW", "HUF", "ISK", "CLP", "VND"})
_RANGE = re.compile(r"\s+(?:-|to|and|bis|au|al|tot)\s+", re.IGNORECASE)
_DAYS_OF_A_MONTH = re.compile(
    r"(?<=[a-z.] )\d{1,2}\s?-\s?(?=\d{1,2}(?!\d|\s?[a-z]))", re.IGNORECASE
)
_MONTH_FIRST = frozenset({"USD"})


@dataclass(frozen=True)
class Day:
    """A day on a paper; ``certainty`` (0 to 1) says how sure its order of day and month is."""

    value: date
    certainty: float


@dataclass(frozen=True)
class Sum:
    """A sum on a paper; ``currency`` is None where neither sign nor paper tells it."""

    amount: Decimal
    currency: str | None
    certain: bool


@dataclass(frozen=True)
class Reading:
    """What days and sums of one paper are read by."""

    today: date
    country: str | None  # of the consumer, ISO 3166
    written: date | None  # the day of the mail that the paper is
    currency: str | None  # the one currency that the paper names
    day_first: bool | None  # how the paper writes days in figures, as far as it shows

    def days(self, words: str) -> list[Day]:
        """Return the days that ``words`` name, those without a doubt about their parts only."""
        read = read_dates(_in_english(words), self.today)
        return [day for found in read if (day := self._day(found)) is not None]

    def _day(self, found: ReadDate) -> Day | None:
        if found.value is None or found.precision is not Precision.DAY:
            return None
        if len(set(found.alternatives)) < 2:
            return Day(found.value, 0.95 if found.year_given else 0.7)
        return self._decided(*found.alternatives[:2])

    def _decided(self, day_first: date, month_first: date) -> Day | None:
        """Decide between two readings by the day of the mail, the paper's habit, its currency."""
        near = [d for d in (day_first, month_first) if self._is_near(d)]
        if len(near) == 1:
            return Day(near[0], 0.9)
        possible = [d for d in (day_first, month_first) if d <= self.today + timedelta(days=366)]
        for habit, certainty in self._habits():
            chosen = day_first if habit else month_first
            if chosen in possible:
                return Day(chosen, certainty)
        return None

    def _is_near(self, day: date) -> bool:
        return self.written is not None and abs(day - self.written) <= _NEAR

    def _habits(self) -> Iterator[tuple[bool, float]]:
        if self.day_first is not None:
            yield self.day_first, 0.9
        elif self.currency is not None:
            yield self.currency not in _MONTH_FIRST, 0.8
        elif self.country is not None:
            yield self.country != "US", 0.65

    def later_day(self, words: str, ordered: date | None) -> Day | None:
        """Return the last day of a promise ("10 - 13 Nov"), in the year that follows the order."""
        *_, last = _RANGE.split(_DAYS_OF_A_MONTH.sub("", _in_english(words)))
        for part in (last, words):
            for found in reversed(read_dates(_in_english(part), self.today)):
                day = self._day(found)
                if day is not None:
                    return day if found.year_given else self._coming(day, ordered)
        return None

    def _coming(self, day: Day, ordered: date | None) -> Day:
        start = ordered or self.written
        return Day(in_coming_year(day.value, self.today, start), 0.8)

    def sums(self, words: str, *, bare: bool = False) -> list[Sum]:
        """Return the sums in ``words``; ``bare``: also numbers without a currency."""
        found = [self._sum(m) for m in read_amounts(words, self.country)]
        if not found and bare:
            found = [Sum(n, self.currency, self.currency is not None) for n in self._bare(words)]
        return found

    def _sum(self, found: ReadMoney) -> Sum:
        if found.alternatives:
            own = self.currency if self.currency in found.alternatives else None
            return Sum(found.amount, own or found.currency, own is not None)
        named = found.currency or self.currency
        return Sum(found.amount, named, named is not None)

    def _bare(self, words: str) -> list[Decimal]:
        shape = _WHOLE if self.currency in _NO_CENTS else _BARE
        numbers = (read_number(match[0]) for match in shape.finditer(words))
        return [number for number in numbers if number is not None]


def is_nothing(words: str) -> bool:
    """Tell whether words such as "free" say that there is nothing to pay."""
    return bool(_NOTHING.search(words))


def reading_of(grid: Grid, today: date, country: str | None, written: date | None) -> Reading:
    """Return what the days and sums of a paper are read by."""
    return Reading(today, country, written, _one_currency(grid.text), _day_first(grid))


def _one_currency(text: str) -> str | None:
    """Return the only currency that a paper names without a doubt."""
    named = {found.currency for found in read_amounts(text) if found.currency and found.sure}
    codes = word_set("currencies", "codes")
    named |= {word for word in re.findall(r"\b[A-Z]{3}\b", text) if word.lower() in _lower(codes)}
    return named.pop() if len(named) == 1 else None


def _lower(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(code.lower() for code in codes)


def _day_first(grid: Grid) -> bool | None:
    """Return how the paper writes days in figures, told by those that can be read one way only."""
    habits: Counter[bool] = Counter()
    for match in re.finditer(r"(?<![\d./-])(\d{1,2})[/-](\d{1,2})[/-](?:20)?\d\d(?!\d)", grid.text):
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second:
            habits[True] += 1
        elif second > 12 >= first:
            habits[False] += 1
    return next(iter(habits)) if len(habits) == 1 else None


@lru_cache(maxsize=1)
def _month_names() -> dict[str, str]:
    names: dict[str, str] = {}
    english = Locale("en").months["format"]["wide"]
    for language in _LANGUAGES:
        for width in ("abbreviated", "wide"):
            months = Locale(language).months["format"][width]
            names |= {months[n].rstrip(".").lower(): english[n] for n in range(1, 13)}
    return {name: month for name, month in names.items() if name.lower() != month.lower()}


@lru_cache(maxsize=1)
def _month_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=\d)(?P<gap>\.?\s?(?:de\s|d'|-)?|er\s)(?P<month>{any_of(_month_names())})"
        r"(?![^\W\d_])\.?(?:\s(?:de|del)(?=\s\d{4}))?",
        re.IGNORECASE,
    )


def _in_english(words: str) -> str:
    """Return ``words`` with the months of other languages in English."""
    return _month_pattern().sub(
        lambda match: f" {_month_names()[' '.join(match['month'].lower().split())]}", words
    )
