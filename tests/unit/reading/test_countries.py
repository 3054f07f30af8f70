"""Countries are read by name, people, code, state and flag; cities are not guessed."""

import pytest

from casework.reading.countries import countries_in, read_country


@pytest.mark.parametrize(
    ("text", "code", "state"),
    [
        ("Germany", "DE", None),
        ("germany.", "DE", None),
        ("I live in Germany", "DE", None),
        ("I'm from the Netherlands", "NL", None),
        ("Holland", "NL", None),
        ("Deutschland", "DE", None),
        ("ÖSTERREICH", "AT", None),
        ("I'm French", "FR", None),
        ("I am a German customer", "DE", None),
        ("UK", "GB", None),
        ("uk", "GB", None),
        ("Great Britain", "GB", None),
        ("England", "GB", "ENG"),
        ("Scotland", "GB", "SCT"),
        ("in Wales", "GB", "WLS"),
        ("Northern Ireland", "GB", "NIR"),
        ("Ireland", "IE", None),
        ("USA", "US", None),
        ("the US", "US", None),
        ("us", "US", None),
        ("California", "US", "CA"),
        ("Texas, USA", "US", "TX"),
        ("new york", "US", "NY"),
        ("Berlin, Germany", "DE", None),
        ("中国", "CN", None),
        ("日本", "JP", None),
        ("Côte d\u2019Ivoire", "CI", None),
        ("de", "DE", None),
        ("NO", "NO", None),
        ("\U0001f1eb\U0001f1f7", "FR", None),
    ],
)
def test_a_country_is_read_from_an_answer(text: str, code: str, state: str | None) -> None:
    country = read_country(text)
    assert country is not None
    assert (country.code, country.state, country.sure) == (code, state, True)


@pytest.mark.parametrize(
    ("text", "code"), [("germny", "DE"), ("Irland", "IE"), ("untied kingdm", "GB")]
)
def test_a_misspelt_country_is_a_guess_to_confirm(text: str, code: str) -> None:
    country = read_country(text)
    assert country is not None
    assert (country.code, country.sure) == (code, False)


def test_georgia_may_be_a_country_or_a_state() -> None:
    country = read_country("Georgia")
    assert country is not None
    assert country.alternatives == ("GE", "US-GA")


@pytest.mark.parametrize("text", ["Berlin", "no", "in", "Europe", "why?", "12345", "", "x" * 5000])
def test_what_names_no_country_gives_none(text: str) -> None:
    assert read_country(text) is None


def test_two_countries_in_one_answer_are_not_decided() -> None:
    assert read_country("I live in France but moved to Spain") is None


def test_goods_and_pronouns_are_no_countries_in_a_story() -> None:
    story = "a Polish jersey, china cups and a turkey for us, with chad and swiss cheese"
    assert countries_in(story) == []


def test_countries_in_a_story_are_found_with_their_words() -> None:
    found = countries_in("I live in the UK, the shop is in South Korea, a Chinese firm")
    assert [(c.code, c.words) for c in found] == [
        ("GB", "UK"),
        ("KR", "South Korea"),
        ("CN", "Chinese"),
    ]
