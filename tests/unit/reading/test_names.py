"""Seller and goods are taken from a story only where it says them, and never made up."""

import pytest

from casework.reading.goods import read_goods, read_goods_answer
from casework.reading.names import read_seller, read_seller_answer


@pytest.mark.parametrize(
    ("story", "seller"),
    [
        ("I ordered a lamp from Lampenwelt on 3 May", "Lampenwelt"),
        ("a lamp from Lampenwelt, ordered on 3 May", "Lampenwelt"),
        ("Ordered it from the shop Möbel & Mehr, never arrived", "Möbel & Mehr"),
        ("bought from Marks and Spencer and I paid", "Marks and Spencer"),
        ("I paid with PayPal on Amazon", "Amazon"),
        ("I bought a phone at TechStore24 last week", "TechStore24"),
        ("bought a dress from www.dressy.co.uk", "dressy.co.uk"),
        ("ordered a lamp from lampenwelt.de for €40", "lampenwelt.de"),
        ("The seller is Acme Ltd.", "Acme Ltd"),
        ("I purchased it through Best Buy", "Best Buy"),
    ],
)
def test_the_seller_is_read_from_the_words_around_it(story: str, seller: str) -> None:
    found = read_seller(story)
    assert found is not None
    assert (found.value, found.sure) == (seller, True)


@pytest.mark.parametrize("story", ["i bought it at ikea on 3 may", "ORDERED A LAMP FROM IKEA"])
def test_a_seller_without_capitals_to_tell_it_by_is_not_sure(story: str) -> None:
    found = read_seller(story)
    assert found is not None
    assert (found.value.lower(), found.sure) == ("ikea", False)


@pytest.mark.parametrize(
    "story",
    [
        "I ordered a lamp from them",
        "I ordered from China",
        "I bought it on Monday",
        "bought at home",
        "I ordered it and got an email from Sarah",
        "I paid via PayPal",
        "The seller is ignoring me",
        "a letter from Berlin",
        "",
    ],
)
def test_what_is_no_seller_is_not_read_as_one(story: str) -> None:
    found = read_seller(story)
    assert found is None or not found.sure


@pytest.mark.parametrize(
    ("answer", "seller"),
    [
        ("Lampenwelt", "Lampenwelt"),
        ("lampenwelt", "lampenwelt"),
        ("It was Lampenwelt GmbH", "Lampenwelt GmbH"),
        ("the shop is called foo bar", "foo bar"),
        ("Its called Lampenwelt", "Lampenwelt"),
        ("a shop on ebay called lamps4you", "lamps4you"),
        ("The White Company", "The White Company"),
        ("https://www.foo.com/shop", "foo.com"),
    ],
)
def test_the_seller_is_read_from_an_answer(answer: str, seller: str) -> None:
    found = read_seller_answer(answer)
    assert found is not None
    assert found.value == seller


@pytest.mark.parametrize(
    ("story", "goods"),
    [
        ("I ordered a blue lamp from Lampenwelt", "blue lamp"),
        ("i bought two chairs at ikea", "two chairs"),
        ("bought on 3 May 2026 a pair of running shoes on Zalando", "pair of running shoes"),
        ("The wedding dress that I ordered on 3 May has not come", "wedding dress"),
        ("I bought a coffee machine and it leaks", "coffee machine"),
        ("I bought a bike with a basket, paid with my card", "bike with a basket"),
        ('I purchased a "Dyson V11" from Currys', "Dyson V11"),
        ("I ordered some books, a lamp and a chair from Books", "books, a lamp and a chair"),
        ("ordered a phone case for iPhone 12 for 10 euros", "phone case for iPhone 12"),
        ("ordered a parcel with two books", "two books"),
    ],
)
def test_the_goods_are_read_from_the_words_around_them(story: str, goods: str) -> None:
    found = read_goods(story)
    assert found is not None
    assert (found.value, found.sure) == (goods, True)


@pytest.mark.parametrize(
    "story",
    [
        "I ordered it from them",
        "I bought something online",
        "my order has not come",
        "order number 4711",
        "the ordered product is wrong",
        "I ordered four products",
        "don't buy tickets there",
        "",
    ],
)
def test_goods_that_are_not_named_are_not_made_up(story: str) -> None:
    found = read_goods(story)
    assert found is None or not found.sure


@pytest.mark.parametrize(
    ("answer", "goods"),
    [
        ("a lamp", "lamp"),
        ("It was a blue lamp from Lampenwelt", "blue lamp"),
        ("A lamp for 40 euros from Lampenwelt, ordered on 3 May", "lamp"),
        ("2 chairs", "2 chairs"),
        ("shoes", "shoes"),
    ],
)
def test_the_goods_are_read_from_an_answer(answer: str, goods: str) -> None:
    found = read_goods_answer(answer)
    assert found is not None
    assert found.value == goods
