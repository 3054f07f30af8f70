"""Whatever a paper says, it is read to an end, and what is proposed has the type of its fact."""

from datetime import date
from decimal import Decimal

from babel.numbers import format_currency
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.evidence.reading import ReadDocument, ReadState, propose
from casework.evidence.reading.labels import _expressions
from casework.facts.catalogue import fact_catalogue
from casework.facts.values import typed_value

TODAY = date(2026, 11, 24)
LABELS = [label for entries in _expressions().values() for _, label in entries]

words = st.one_of(
    st.sampled_from(LABELS),
    st.text(max_size=12),
    st.dates(date(2024, 1, 1), date(2028, 1, 1)).map(date.isoformat),
    st.dates(date(2024, 1, 1), date(2028, 1, 1)).map("{0:%d/%m/%y}".format),
    st.decimals(-10, 10**7, places=2).map("EUR {}".format),
    st.decimals(0, 10**5, places=2).map(str),
    st.sampled_from(
        ["#", ":", "€", "$5", "A-1001", "31.02.2026", "99/99/2026", "free", "(", "From:"]
    ),
)
lines = st.lists(words, max_size=6).flatmap(
    lambda row: st.sampled_from(["   ", " ", ": ", "\t"]).map(lambda gap: gap.join(row))
)
papers = st.lists(lines, max_size=12).map("\n".join)


@settings(max_examples=100, deadline=None)
@given(st.lists(papers, min_size=1, max_size=3), st.sampled_from([None, "US", "DE", "JP"]))
def test_any_paper_is_read_to_an_end(pages: list[str], country: str | None) -> None:
    document = ReadDocument(ReadState.READ, "text/plain", tuple(pages))
    for proposal in propose(document, "exhibit", TODAY, country):
        typed = typed_value(fact_catalogue()[proposal.name], proposal.value)
        assert typed == proposal.value
        assert isinstance(proposal.value, str | date | Decimal)
        assert 1 <= proposal.page <= len(pages)


@settings(max_examples=100, deadline=None)
@given(
    st.decimals("0.01", 99_999, places=2),
    st.sampled_from(["en_GB", "de_DE", "fr_FR", "it_IT", "es_ES", "nl_NL", "de_CH", "pl_PL"]),
)
def test_a_total_is_read_in_the_notation_of_any_country(total: Decimal, locale: str) -> None:
    paper = f"Order number: A-1001\nGrand total: {format_currency(total, 'EUR', locale=locale)}"
    document = ReadDocument(ReadState.READ, "text/plain", (paper,))
    found = {p.name: p.value for p in propose(document, "exhibit", TODAY)}
    assert (found["amount"], found["currency"]) == (total, "EUR")
