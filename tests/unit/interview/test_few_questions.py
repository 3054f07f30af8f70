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
    "seller_contact": "help@lampenwelt.example, Germany",
    "file_confirmed": "yes",
}
DELIVERY = COMMON | {
    "consumer_country": "I live in Germany",
    "delivery_state": "nothing came",
    "goods": "a blue lamp from Lampenwelt",
    "order_and_promised_date": "ordered on 3 October, promised for 10 October",
    "amount": "129.99 euros, PayPal",
    "seller_answer_delivery": "They said that I should wait",
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
WITHDRAWAL = COMMON | {
    "consumer_country": "Germany",
    "goods": "a coat from Nordhaus",
    "goods_kind": "none of these",
    "order_and_delivered_date": "ordered on 2 November, it came on 10 November",
    "withdrawal_sent_date": "on 16 November, and they refused",
    "amount": "89.90 euros by PayPal",
    "wished_remedy": "money back",
}
LATE_WITHDRAWAL = WITHDRAWAL | {
    "order_and_delivered_date": "ordered on 2 October, it came on 10 October",
    "withdrawal_info_given": "no",
}
MISLEADING = COMMON | {
    "consumer_country": "France",
    "misleading_kind": "hidden charges",
    "goods": "a tent from Campo",
    "order_and_delivered_date": "ordered 1 October, came 5 October",
    "amount": "200 euros by credit card",
    "extra_amount": "19 euros",
    "seller_answer_misleading": "no answer",
    "wished_remedy": "money back",
}
UNFAIR_TERMS = COMMON | {
    "consumer_country": "Spain",
    "term_kinds": "a fee of 99 euros to cancel",
    "term": "The member owes EUR 99 for a cancellation within the first year.",
    "goods": "a gym app from Fitloop",
    "order_date_and_amount": "1 October, 240 euros by direct debit",
    "fee_invoiced": "99 euros",
    "seller_answer_unfair_terms": "they refused",
    "wished_remedy": "money back",
}
PAYMENT = COMMON | {
    "consumer_country": "Austria",
    "transaction": "I did not make it",
    "seller_name_payment": "Northbank",
    "debit_date": "taken on 19 November, I told the bank on 20 November",
    "amount_payment": "260 euros by debit card",
    "instrument_lost": "no",
    "seller_answer_payment": "they refused",
    "wished_remedy": "money back",
}
ALL = {
    "delivery": DELIVERY,
    "conformity": CONFORMITY,
    "privacy": PRIVACY,
    "withdrawal": WITHDRAWAL,
    "misleading": MISLEADING,
    "unfair_terms": UNFAIR_TERMS,
    "payment": PAYMENT,
}


@pytest.mark.parametrize(("claim", "answers"), [*ALL.items(), ("withdrawal", LATE_WITHDRAWAL)])
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
        (
            "withdrawal",
            WITHDRAWAL,
            "I bought a coat from Nordhaus on 2 November 2026 for 89.90 euros and it came on "
            "10 November 2026. I do not like the colour, so I sent it back on 16 November 2026. "
            "They refused because the tag was off. I live in Germany.",
        ),
        (
            "misleading",
            MISLEADING,
            "I ordered a tent from Campo on 1 October 2026 for 200 euros, paid by credit card, and "
            "it came on 5 October 2026. At the end they added a service fee of 19 euros that was "
            "never shown. I complained and they do not answer. I live in France.",
        ),
        (
            "unfair_terms",
            UNFAIR_TERMS,
            "I bought a gym app from Fitloop on 1 October 2026 for 240 euros. Now I want to leave "
            "and they want a cancellation fee of 99 euros. They refused to drop it. I live in "
            "Spain.",
        ),
        (
            "payment",
            PAYMENT,
            "Somebody used my debit card and 260 euros were taken on 19 November 2026. I never "
            "made this payment. I called Nordbank on 20 November 2026 and they refused to pay it "
            "back. I paid nothing by debit card that day. I live in Austria.",
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
        "wished_remedy_conformity": "repair",
    }
    both = Talk(["delivery", "conformity"], DELIVERY | CONFORMITY | part_came_broken)
    both.to_the_end()
    alone = [Talk(["delivery"], DELIVERY), Talk(["conformity"], CONFORMITY)]
    for talk in alone:
        talk.to_the_end()
    assert len(both.asked) == len(set(both.asked))
    assert len(both.asked) < sum(len(talk.asked) for talk in alone) - len(COMMON)
