"""The interview is short: few questions from a bare "help", fewer after a whole story.

The opening question ("what went wrong?") and the check of what a story told are the dialogue's own;
they are added here as one question each.
"""

import pytest

from tests.unit.interview.talk import Talk

OPENING = 1
STORY_CHECK = 1

COMMON = {
    "evidence": "nothing more",
    "summary_confirmed": "yes, all correct",
    "consumer_name": "Anna Meier, anna@mail.example, Hauptstr. 5, 10115 Berlin",
    "seller_contact": "help@lampenwelt.example",
    "file_confirmed": "yes",
}
DELIVERY = COMMON | {
    "consumer_country": "I live in Germany",
    "delivery_state": "nothing came",
    "goods": "a blue lamp from Lampenwelt",
    "order_and_promised_date": "ordered on 3 October, promised for 10 October",
    "amount": "129.99 euros, PayPal",
    "seller_reply_delivery": "They said that I should wait",
    "promised_date": "10 October",
    "additional_period_until": "no",
    "wished_remedy": "I want my money back",
}
CONFORMITY = COMMON | {
    "consumer_country": "Scotland",
    "defect": "The screen is black, since 20 September",
    "goods": "a phone, bought at TechStore24",
    "order_and_delivered_date": "I ordered on 3 May and it came on 8 May",
    "amount": "£499 by credit card",
    "notice_date": "Yes, on 21 September. They said it was my fault",
    "repair_requested_date": "no",
    "wished_remedy": "a repair",
    "delivered_date_conformity": "8 May",
}
PRIVACY = COMMON | {
    "consumer_country": "France",
    "privacy_problem": "they do not delete my data",
    "seller_name": "ShopX, www.shopx.example",
    "data": "my e-mail address and my phone number",
    "event_date": "since 3 March",
    "request_date": "I asked them on 5 May. They never answered",
    "wished_remedy": "delete it",
}


@pytest.mark.parametrize(
    ("claim", "answers"),
    [("delivery", DELIVERY), ("conformity", CONFORMITY), ("privacy", PRIVACY)],
)
def test_help_alone_leads_to_a_filed_case_in_at_most_fourteen_questions(
    claim: str, answers: dict[str, str]
) -> None:
    talk = Talk([claim], answers)
    talk.to_the_end()
    assert OPENING + len(talk.asked) <= 14, talk.asked


@pytest.mark.parametrize(
    ("claim", "answers", "story"),
    [
        (
            "delivery",
            DELIVERY,
            "I ordered a blue lamp from Lampenwelt on 3 October 2026 for 129,99 EUR. It was "
            "promised for 10 October but nothing has arrived. They said it was lost. I live in "
            "Germany.",
        ),
        (
            "conformity",
            CONFORMITY,
            "I bought a phone at TechStore24 on May 3rd, it arrived on 8 May and on 20 September "
            "the screen stopped working. I told the seller on 21 September and they refuse to "
            "repair it. I paid £499 by credit card. I'm in the UK.",
        ),
        (
            "privacy",
            PRIVACY | {"seller_name": "ShopX"},
            "I get spam from ShopX since 3 March. I unsubscribed on 5 May. My email address and "
            "phone number are in their system. No reply. I live in France.",
        ),
    ],
)
def test_a_whole_story_leads_to_a_filed_case_in_at_most_nine_questions(
    claim: str, answers: dict[str, str], story: str
) -> None:
    talk = Talk([claim], answers)
    talk.tell(story)
    talk.to_the_end()
    assert STORY_CHECK + len(talk.asked) <= 9, talk.asked


def test_what_a_story_told_is_not_asked_again() -> None:
    talk = Talk(["delivery"], DELIVERY)
    talk.tell("I ordered a lamp from Lampenwelt on 3 October, I live in Germany, it never came")
    talk.to_the_end()
    told = {"goods", "seller_name", "order_and_promised_date", "consumer_country", "delivery_state"}
    assert not told.intersection(talk.asked)


def test_two_claims_of_one_case_share_their_questions() -> None:
    part_came_broken = {
        "delivery_state": "only a part",
        "delivered_date_conformity": "12 October",
        "defect": "The lamp is cracked, since 13 October",
        "notice_date": "Yes, on 14 October. They said it was my fault",
    }
    both = Talk(["delivery", "conformity"], DELIVERY | CONFORMITY | part_came_broken)
    both.to_the_end()
    alone = [Talk(["delivery"], DELIVERY), Talk(["conformity"], CONFORMITY)]
    for talk in alone:
        talk.to_the_end()
    assert len(both.asked) == len(set(both.asked))
    assert len(both.asked) < sum(len(talk.asked) for talk in alone) - len(COMMON)
