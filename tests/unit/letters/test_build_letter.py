"""What every letter promises about its content."""

from __future__ import annotations

from datetime import date

import pytest

from casework.casefile import KnownFact
from casework.law.outcome import ClaimType, Jurisdiction, Outcome, Verdict
from casework.letters import LetterContent, build_letter, letter_text
from casework.letters.content import Chronology, Enclosures, Steps
from tests.unit.letters import letter_cases as cases

EVERY_CASE = pytest.mark.parametrize("make", cases.ALL.values(), ids=cases.ALL.keys())


def letter_of(name: str) -> LetterContent:
    case, outcome = cases.ALL[name]()
    return build_letter(case, outcome, cases.TODAY)


def words_of(letter: LetterContent, key: str) -> str:
    """Return a section as one text, on one line."""
    section = letter.section(key)
    assert section is not None
    only = letter.model_copy(update={"sections": (section,)})
    return " ".join(letter_text(only).split())


@EVERY_CASE
def test_every_sentence_of_substance_names_its_sources(make):
    case, outcome = make()
    letter = build_letter(case, outcome, cases.TODAY)
    substance = [s for s in letter.sentences() if s.kind == "substance"]
    assert len(substance) > 15
    assert all(sentence.sources for sentence in substance)


@EVERY_CASE
def test_sections_come_in_the_order_of_a_demand_letter(make):
    case, outcome = make()
    order = [
        *("bought", "happened", "attempts", "law", "ask"),
        *("deadline", "next", "answer", "enclosures"),
    ]
    keys = [section.key for section in build_letter(case, outcome, cases.TODAY).sections]
    assert keys == [key for key in order if key in keys]
    assert {"happened", "law", "ask", "deadline", "next", "answer"} <= set(keys)


@EVERY_CASE
def test_the_same_case_gives_the_same_letter(make):
    case, outcome = make()
    assert build_letter(case, outcome, cases.TODAY) == build_letter(case, outcome, cases.TODAY)


@EVERY_CASE
def test_a_letter_survives_being_stored_as_json(make):
    case, outcome = make()
    letter = build_letter(case, outcome, cases.TODAY)
    assert LetterContent.model_validate(letter.model_dump(mode="json")) == letter


def test_sender_recipient_date_and_reference_stand_at_the_head():
    letter = letter_of("eu_delivery")
    assert [line.text for line in letter.sender] == [
        "Ana Lopes",
        "Rua das Flores 12",
        "1200-195 Lisboa",
        "PORTUGAL",
        "ana.lopes@example.org",
    ]
    assert letter.recipient[0].text == "Lumen Home GmbH"
    assert letter.date_line.text == "24 November 2026"
    references = {line.label.text: line.value.text for line in letter.references}
    assert references == {
        "Date": "24 November 2026",
        "Answer by": "8 December 2026",
        "Case": cases.NUMBER,
        "Order": "LH-2026-118834",
    }
    assert letter.references[2].value.sources == ("case:number",)


def test_a_country_is_named_only_on_mail_that_crosses_a_border():
    assert "UNITED KINGDOM" not in letter_text(letter_of("uk_conformity"))


def test_events_are_told_in_the_order_of_their_dates():
    section = letter_of("oecd_fallback").section("happened")
    assert section is not None
    chronology = section.blocks[0]
    assert isinstance(chronology, Chronology)
    days = [event.day for event in chronology.events]
    assert days == sorted(days)
    assert days[0] == date(2026, 9, 14)


def test_what_is_unknown_or_skipped_never_appears():
    case, outcome = cases.eu_delivery()
    hidden = {
        "order_number": KnownFact(name="order_number", value="SECRET-1", standing="unknown"),
        "seller_reply": KnownFact(name="seller_reply", value="SECRET-2", standing="skipped"),
        "promised_date": KnownFact(name="promised_date", value="2026-11-09", standing="unknown"),
    }
    case = case.model_copy(update={"facts": {**case.facts, **hidden}})
    letter = build_letter(case, outcome, cases.TODAY)
    told = letter_text(letter)
    assert "SECRET" not in told
    assert "9 November 2026" not in told
    sources = {source for sentence in letter.sentences() for source in sentence.sources}
    assert not sources & {f"fact:{name}" for name in hidden}


def test_a_fact_known_to_be_none_is_not_told():
    case = cases.case_of(
        ClaimType.DELIVERY, goods="Lamp", order_date="2026-10-01", delivered_date=None
    )
    _, outcome = cases.eu_delivery()
    assert "None" not in letter_text(build_letter(case, outcome, cases.TODAY))


def test_a_fact_read_from_an_exhibit_names_it():
    case, outcome = cases.eu_delivery()
    ordered = KnownFact(name="order_date", value="2026-10-19", exhibit_id="exhibit-A")
    case = case.model_copy(update={"facts": {**case.facts, "order_date": ordered}})
    letter = build_letter(case, outcome, cases.TODAY)
    told = next(s for s in letter.sentences() if s.text.startswith("I placed the order"))
    assert told.text == "I placed the order (Exhibit A)."
    assert told.sources == ("fact:order_date", "exhibit:A")


def test_the_exhibits_are_listed_with_their_labels():
    section = letter_of("eu_conformity").section("enclosures")
    assert section is not None
    listed = section.blocks[0]
    assert isinstance(listed, Enclosures)
    assert [(e.name.text, e.title.text) for e in listed.items] == [
        ("Exhibit A", "Invoice"),
        ("Exhibit B", "Video of the fault"),
        ("Exhibit C", "E-mails with the shop"),
    ]
    assert listed.items[0].title.sources == ("exhibit:A",)


def test_the_law_is_cited_as_the_rules_cite_it():
    law = words_of(letter_of("uk_conformity"), "law")
    assert "(Consumer Rights Act 2015 ss.19(3)(a), 20, 22)" in law


def test_all_citations_of_one_rule_stand_in_one_place():
    case, outcome = cases.eu_delivery()
    two = (cases.cite("EU-DEL-1", "CRD Art. 18(1)"), cases.cite("EU-DEL-1", "CRD Art. 18(3)"))
    letter = build_letter(case, outcome.model_copy(update={"citations": two}), cases.TODAY)
    assert words_of(letter, "law").count("A seller must deliver by the agreed date") == 1
    assert "(CRD Art. 18(1); CRD Art. 18(3))" in words_of(letter, "law")


def test_abbreviations_in_citations_are_explained():
    case, outcome = cases.eu_delivery()
    short = (cases.cite("EU-DEL-1", "CRD Art. 18(1)-(2)"),)
    letter = build_letter(case, outcome.model_copy(update={"citations": short}), cases.TODAY)
    assert "CRD stands for Directive 2011/83/EU on consumer rights." in words_of(letter, "law")


def test_a_directive_is_not_said_to_bind_the_trader_by_itself():
    assert "National law gives effect to this directive." in words_of(
        letter_of("eu_delivery"), "law"
    )


def doubtful(outcome: Outcome) -> Outcome:
    unsure = tuple(c.model_copy(update={"certainty": "doubtful"}) for c in outcome.citations)
    return outcome.model_copy(update={"citations": unsure})


def test_a_doubtful_rule_is_worded_may():
    case, outcome = cases.eu_conformity()
    letter = build_letter(case, doubtful(outcome), cases.TODAY)
    law = words_of(letter, "law")
    assert "The law may give me this right: Directive (EU) 2019/771" in law
    assert "The buyer can choose" not in law
    ask = words_of(letter, "ask")
    assert "I choose repair." not in ask
    assert "Please repair the goods" in ask
    assert "I may be able to end the contract" in ask


def test_soft_law_is_called_a_recommendation_and_not_a_right():
    letter = letter_of("oecd_fallback")
    law = words_of(letter, "law")
    assert "What fair dealing asks" in law
    assert "It is a recommendation for fair dealing with consumers." in law
    assert "It does not give me a legal right." in law
    assert "stands for" not in law
    assert "As a matter of fair dealing, I ask you for a refund" in words_of(letter, "ask")


def test_without_any_right_the_letter_asks_for_goodwill_and_threatens_nothing():
    case, _ = cases.eu_delivery()
    outcome = cases.outcome_of(
        ClaimType.DELIVERY,
        (cases.remedy(1, "cancel_refund", cases.Availability.LOST, "EU-DEL-1"),),
        (cases.EU_DELIVERY_CITE,),
        verdict=Verdict.DEADLINE_MISSED,
        escalation=("court", "national ADR body"),
    )
    letter = build_letter(case, outcome, cases.TODAY)
    assert letter.remedy == "goodwill_only"
    ask = words_of(letter, "ask")
    assert "As a matter of goodwill, I ask you for a refund of all that I paid." in ask
    assert "I do not claim a legal right to it." in ask
    assert letter.section("law") is None
    assert letter.section("next") is None
    assert "court" not in letter_text(letter)


def test_before_the_time_has_come_the_letter_asks_for_a_confirmation():
    case, _ = cases.eu_access()
    outcome = cases.outcome_of(
        ClaimType.PRIVACY,
        (cases.remedy(1, "data_access", cases.NOT_YET, "EU-PRI-1"),),
        (cases.cite("EU-PRI-1", "GDPR Art. 12"),),
        verdict=Verdict.CLAIM_VALID_NOT_YET,
        deadlines=(cases.due("answer_by", date(2026, 12, 14), date(2026, 11, 12), "EU-PRI-1"),),
    )
    letter = build_letter(case, outcome, cases.TODAY)
    ask = words_of(letter, "ask")
    assert "Please confirm that you will answer my request by 14 December 2026." in ask
    assert "I do not claim" not in ask
    assert letter.answer_by.date == date(2026, 12, 1)


def test_the_short_right_to_reject_is_used_at_once():
    ask = words_of(letter_of("uk_conformity"), "ask")
    assert "With this letter I reject the goods and end the contract." in ask
    assert "The time limit for this right ends on 26 November 2026." in ask
    assert "With this letter I use the right now." in ask
    assert "Only if I cannot reject the goods, I ask for a replacement instead." in ask


def test_a_rejection_that_was_sent_is_stood_by():
    case, outcome = cases.uk_conformity()
    sent = cases.facts_of(rejection_date="2026-11-21")
    case = case.model_copy(update={"facts": {**case.facts, **sent}})
    ask = words_of(build_letter(case, outcome, cases.TODAY), "ask")
    assert "I stand by my rejection of 21 November 2026." in ask
    assert "With this letter I reject" not in ask


def test_the_letter_itself_sets_the_extra_period_and_says_what_follows():
    letter = letter_of("eu_delivery")
    assert letter.remedy == "perform_additional_period"
    assert letter.fallback == "cancel_refund"
    assert "Please deliver the order in full by 8 December 2026." in words_of(letter, "ask")
    assert (
        "If you do not deliver by then, I can end the contract and ask for all my money back."
        in words_of(letter, "ask")
    )
    assert "I set you an extra period that ends on 8 December 2026" in words_of(letter, "deadline")


def test_money_has_its_iso_code_once():
    letter = letter_of("eu_delivery")
    assert "€129.99 (EUR)" in words_of(letter, "bought")
    assert letter_text(letter).count("EUR") == 1


def test_steps_are_only_those_that_the_law_leaves_open():
    case, outcome = cases.eu_access()
    closed = tuple(
        r.model_copy(update={"available": cases.NOT_YET}) if r.remedy == "court" else r
        for r in outcome.remedies
    )
    letter = build_letter(case, outcome.model_copy(update={"remedies": closed}), cases.TODAY)
    section = letter.section("next")
    assert section is not None
    steps = next(block for block in section.blocks if isinstance(block, Steps))
    assert [step.text for step in steps.items] == [
        "I can write to your data protection officer.",
        "I can complain to the data protection authority.",
    ]


def test_the_name_of_a_step_that_has_no_words_stands_as_the_law_gives_it():
    case, outcome = cases.eu_delivery()
    outcome = outcome.model_copy(update={"escalation": ("Postal ombudsman of Portugal",)})
    steps = words_of(build_letter(case, outcome, cases.TODAY), "next")
    assert "Another step open to me: Postal ombudsman of Portugal." in steps


OTHER_CLAIMS = {
    ClaimType.WITHDRAWAL: (
        "withdraw_refund",
        {"withdrawal_sent_date": "2026-11-10", "delivered_date": "2026-11-02"},
        "I stand by my withdrawal of 10 November 2026.",
    ),
    ClaimType.MISLEADING: (
        "rescind_misrep",
        {"discovered_date": "2026-11-03"},
        "With this letter I undo the contract.",
    ),
    ClaimType.UNFAIR_TERMS: (
        "term_not_binding",
        {"term": "No refunds, ever."},
        "Please confirm that you do not apply this term to me.",
    ),
    ClaimType.PAYMENT: (
        "unauthorised_refund",
        {"debit_date": "2026-11-03", "unauthorised_amount": 40},
        "Please refund this payment.",
    ),
}


@pytest.mark.parametrize("claim", OTHER_CLAIMS)
def test_the_other_kinds_of_claim_get_a_whole_letter_too(claim):
    remedy, facts, ask = OTHER_CLAIMS[claim]
    case = cases.case_of(
        claim, goods="Headphones", amount=89, currency="EUR", order_date="2026-10-28", **facts
    )
    outcome = cases.outcome_of(
        claim,
        (cases.remedy(1, remedy, cases.NOW, "EU-XYZ-1"),),
        (cases.cite("EU-XYZ-1", "Dir. 93/13/EEC Art. 6(1)"),),
        jurisdiction=Jurisdiction.EU,
        escalation=("court",),
    )
    letter = build_letter(case, outcome, cases.TODAY)
    assert letter.remedy == remedy
    assert ask in words_of(letter, "ask")
    assert "The law gives me this right: Dir. 93/13/EEC Art. 6(1)." in words_of(letter, "law")


def test_the_consumers_own_strong_words_are_quoted_but_never_taken_over():
    case, outcome = cases.eu_conformity()
    said = cases.facts_of(defect="My lawyer says the official guarantee covers this.")
    case = case.model_copy(update={"facts": {**case.facts, **said}})
    letter = build_letter(case, outcome, cases.TODAY)
    assert "“My lawyer says the official guarantee covers this”" in words_of(letter, "happened")


def test_words_with_a_meaning_in_law_are_left_out_of_quotations_visibly():
    case, outcome = cases.eu_conformity()
    said = cases.facts_of(seller_reply="Without  prejudice, we offer 20 %")
    case = case.model_copy(update={"facts": {**case.facts, **said}})
    text = letter_text(build_letter(case, outcome, cases.TODAY))
    assert "without prejudice" not in text.casefold()
    assert "“[…], we offer 20 %”" in text


def test_a_very_long_story_is_cut_at_a_word_and_marked():
    case, outcome = cases.eu_conformity()
    said = cases.facts_of(defect="it hums " * 3000)
    case = case.model_copy(update={"facts": {**case.facts, **said}})
    happened = words_of(build_letter(case, outcome, cases.TODAY), "happened")
    assert "it hums it […]”." in happened
    assert len(happened) < 1200
