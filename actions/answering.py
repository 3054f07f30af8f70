"""What the consumer's words do to the open question: answer it, correct another, or neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.proposals import answer_proposal
from actions.questions import claim_wished_for, remedies_for
from actions.several_claims import (
    SURE_OF_CLAIM,
    UNNAMED,
    kinds_of,
    only_one_of,
    second_told,
)
from actions.steps import CLAIM_CHANGE, PROPOSALS, STORY, facts_of, unconfirmed
from actions.summary import label_of, said_value
from actions.terms import kinds_in_term
from actions.turn import Events, Turn, answer_button
from casework.interview import (
    Accepted,
    Answer,
    DontKnow,
    Kind,
    Option,
    Question,
    Refused,
    Unsure,
    names_an_option,
    read_answer,
)
from casework.interview.catalogue import facts_of_claims
from casework.law.outcome import ClaimType
from casework.reading.correction import Correction, read_correction
from casework.reading.correction_values import KINDS
from casework.reading.yes_no import read_yes_no
from casework.store.cases import Draft
from casework.store.exhibits import case_exhibits
from casework.store.facts import confirm_facts, record_fact
from casework.words import spoken_money, word

CLOSED = {
    *(Kind.DATE, Kind.DATE_OR_NO, Kind.MONEY, Kind.CHOICE, Kind.CHOICES, Kind.COUNTRY),
    *(Kind.EMAIL, Kind.NUMBER_OR_NO),
    *(Kind.EVIDENCE, Kind.REMEDY, Kind.SUMMARY, Kind.YES_NO),
}
"""Kinds of question whose answers can't be mistaken for something else."""
TALK = {"thanks", "greet", "goodbye", "smalltalk", "out_of_scope", "abuse", "bot_challenge"}
"""What people say beside an answer; it is answered shortly, and the question stays open."""
TERM, CHECK_TERMS = "term", "check_terms"
"""The fact that quotes a term, and the intent of having one checked: the same at its question."""
COMMANDS_LIKE_WISHES = {"cancel", "start_over", "delete_everything"}
SURE_OF_TALK = 0.6
ANOTHER_MATTER = re.compile(
    r"\b(?:actually|rather|instead|in fact|(?:it is|it's|its|this is) (?:more |really )?about)\b",
    re.I,
)
"""Words that announce another kind of claim, beside one that is recognised."""
WORDS_OF_INTENT = {
    "affirm": "yes",
    "deny": "no",
    "dont_know": "I don't know",
    "skip": "skip",
    "file_case": "yes",
}
"""A pressed button of these intents stands for the words."""


@dataclass(frozen=True)
class Taken:
    """What came of an answer: ``failed`` counts towards help, ``events`` are Rasa's."""

    failed: bool = False
    explained: bool = False  # the bot has said what it needs; the question need not be put again
    events: Events = field(default_factory=list)


@dataclass
class Answering:
    """One answer to one question of one case."""

    question: Question
    known: Draft
    turn: Turn
    session: Session
    say: CollectingDispatcher

    def answers_plainly(self) -> bool:
        """Tell whether the words answer the question beyond doubt, whatever they also look like."""
        if self.question.kind not in CLOSED:
            return self.question.fact == TERM and self.turn.intent == CHECK_TERMS
        answer = self._read()
        return isinstance(answer, Accepted) and not self._only_kept(answer)

    def is_meant_as_answer(self) -> bool:
        """Tell whether words that look like a command answer the open question all the same.

        "Nothing" is no distress where it is a choice, and "drop the fee" or "delete my data" no
        command where a wish is asked for. A command of one word stays one.
        """
        if self.turn.intent == "distress":
            return names_an_option(self.question, self.words)
        is_wish = self.question.kind is Kind.REMEDY and len(self.turn.words.split()) > 1
        return is_wish and self.turn.intent in COMMANDS_LIKE_WISHES and self.answers_plainly()

    def _only_kept(self, answer: Accepted) -> bool:
        """Tell whether an answer only keeps words that chose nothing; they could be anything."""
        fact = self.question.fact
        return self.question.keeps is not None and fact in answer.unknown and bool(answer.values)

    def take(self) -> Taken:
        """Work on the consumer's words; the first reading that fits wins."""
        if self.question.id in PROPOSALS:
            return self._answer_proposal()
        correction = self._correction()
        if correction is not None and self._means(correction):
            return self._correct(correction)
        if self._corrects_what_is_not_asked():
            self.say.utter_message(response="utter_not_needed_here")
            return Taken()
        second = second_told(self.turn, self.known)
        if second is not None and not self.answers_plainly():
            return self._propose_second(second)
        new_claim = self._other_claim()
        if new_claim is not None and not self.answers_plainly():
            return self._propose(new_claim)
        if self.question is STORY:
            return self._confirm_story()
        if self.question.kind is Kind.EVIDENCE and self._will_send():
            self.say.utter_message(response="utter_explain_evidence")
            return Taken(explained=True)
        return self._answer(self._read())

    @property
    def words(self) -> str:
        """Return what was said, with a pressed button put into words."""
        if self.turn.pressed_value is not None:
            return self.turn.pressed_value
        if self.turn.pressed:
            return WORDS_OF_INTENT.get(self.turn.intent, "")
        return self.turn.text

    # Reading an answer ---------------------------------------------------------------------

    def _read(self) -> Answer:
        question = self.question
        if question.kind is Kind.REMEDY:
            question = question.with_options(self._remedies())
        before = str(self.turn.slots.get("refused_words") or "")
        return read_answer(question, self.words, self.turn.today, facts_of(self.known), before)

    def _remedies(self) -> tuple[Option, ...]:
        return remedies_for(claim_wished_for(self.question, self.known), self.known, self.turn)

    def _answer(self, answer: Answer) -> Taken:
        if isinstance(answer, Accepted) and not (self._only_kept(answer) and self._is_talk()):
            return self._accept(answer)
        if isinstance(answer, DontKnow):
            return self._leave_open("skipped" if answer.skipped else "unknown")
        if self._is_talk() or isinstance(answer, Accepted):
            return self._talk()
        if isinstance(answer, Unsure):
            return self._ask_which(answer)
        return self._refuse(answer)

    def _accept(self, answer: Accepted) -> Taken:
        if self.question.kind is Kind.SUMMARY and answer.values.get(self.question.fact) is False:
            return self._what_to_change()
        self.record(answer.values)
        self.record(dict.fromkeys(answer.unknown), "unknown")
        beside = {n: v for n, v in answer.values.items() if n not in self._asked_facts()}
        worth_showing = [*beside, *answer.assumed, *answer.approximate]
        self.show(worth_showing, answer.values)
        self._check_term(answer.values)
        return Taken(events=[SlotSet(name, plain_slot(v)) for name, v in answer.values.items()])

    def _check_term(self, values: Mapping[str, Any]) -> None:
        """Tell what the lists say of a quoted term; what it does besides is to be confirmed."""
        if values.get(TERM):
            kinds = kinds_in_term(str(values[TERM]), self.known, self.say)
            if kinds:
                self.record({"term_kinds": kinds}, confirmed=False)

    def _asked_facts(self) -> set[str]:
        """Return what the question asked for; a choice and what it settles is no news."""
        return {*self.question.settles, self.question.keeps or ""}

    def show(self, names: list[str], values: Mapping[str, Any]) -> None:
        """Show values that were noted without a question of their own."""
        told = [
            f"{label_of(name, self.known)}: {said_value(name, values[name], self.known)}"
            for name in dict.fromkeys(names)
            if values.get(name) is not None and name != "currency"
        ]
        if told:
            self.say.utter_message(response="utter_noted_also", list="; ".join(told))

    def record(
        self, values: Mapping[str, Any], standing: str = "known", *, confirmed: bool = True
    ) -> None:
        """Write values as facts of this turn."""
        for name, value in values.items():
            fact = record_fact(
                self.session,
                self.known.case,
                name,
                value,
                standing=standing,
                confirmed=confirmed,
                turn_id=self.turn.turn_id,
                said=self.turn.words or None,
                now=self.turn.now,
            )
            self.known.facts[name] = fact

    def _leave_open(self, standing: str) -> Taken:
        if self.question.kind is Kind.REMEDY:
            return self._take_first_remedy()
        if not self.question.may_skip:
            return self._refuse(Refused("needed"))
        self.record({self.question.fact: None}, standing)
        beside = [n for n in self.question.open_with if n not in self.known.facts]
        self.record(dict.fromkeys(beside), standing)
        return Taken(events=[SlotSet(self.question.fact, None)])

    def _take_first_remedy(self) -> Taken:
        """Take what the law gives first for somebody who does not know what to ask for."""
        first = self._remedies()[0].value
        self.record({self.question.fact: first})
        label = word("facts", self.question.fact)
        self.say.utter_message(response="utter_changed", label=label, value=word("remedies", first))
        return Taken(events=[SlotSet(self.question.fact, first)])

    def _refuse(self, answer: Refused) -> Taken:
        self.say.utter_message(response=f"utter_refused_{answer.code}")
        return Taken(failed=True, events=[SlotSet("refused_words", self.turn.words or None)])

    def _ask_which(self, answer: Unsure) -> Taken:
        fact = self.question.fact
        buttons = [
            answer_button(self._title(fact, values), button_value(fact, values))
            for values in answer.alternatives
            if fact in values
        ]
        self.say.utter_message(response=f"utter_refused_{answer.code}", buttons=buttons)
        return Taken(explained=True, events=[SlotSet("failed_answers", 0)])

    def _title(self, fact: str, values: Mapping[str, Any]) -> str:
        if "currency" in values:
            return spoken_money(values[fact], values["currency"])
        return said_value(fact, values[fact], self.known)

    def _is_talk(self) -> bool:
        turn = self.turn
        return turn.intent in TALK and turn.confidence >= SURE_OF_TALK and not turn.pressed

    def _talk(self) -> Taken:
        self.say.utter_message(response=f"utter_{self.turn.intent}")
        return Taken()

    def _no_yes_or_no(self) -> Taken:
        return self._talk() if self._is_talk() else self._refuse(Refused("not_yes_or_no"))

    # Corrections ----------------------------------------------------------------------------

    def _correction(self) -> Correction | None:
        if self.turn.pressed:
            return None
        names = [n for n in self.known.facts if n not in self.question.asks]
        return read_correction(self.turn.text, self.turn.today, facts_of(self.known), names)

    def _corrects_what_is_not_asked(self) -> bool:
        """Tell whether words correct a fact that this kind of claim has no use for: a price.

        A question for free words would take them for its answer.
        """
        if self.question.kind is not Kind.LONG_TEXT or self.turn.pressed:
            return False
        claims = tuple(ClaimType(kind) for kind in kinds_of(self.known))
        unasked = [n for n in facts_of_claims() - facts_of_claims(claims) if n in KINDS]
        facts = facts_of(self.known)
        read = read_correction(self.turn.text, self.turn.today, facts, sorted(unasked))
        return read is not None and read.fact in unasked and read.values is not None

    def _means(self, correction: Correction) -> bool:
        """Tell a correction from an answer that only looks like half of one ("no date")."""
        return correction.values is not None or not self.answers_plainly()

    def _correct(self, correction: Correction) -> Taken:
        if correction.fact is None or correction.values is None:
            return self._what_to_change()
        self.record(correction.values)
        if self.question is STORY:
            confirm_facts(self.session, self.known.case, unconfirmed(self.known), self.turn.now)
        name = correction.fact
        value = said_value(name, correction.values[name], self.known)
        self.say.utter_message(
            response="utter_changed", label=label_of(name, self.known), value=value
        )
        return Taken(events=[SlotSet(n, plain_slot(v)) for n, v in correction.values.items()])

    def _what_to_change(self) -> Taken:
        self.say.utter_message(response="utter_what_to_change")
        return Taken(explained=True, events=[SlotSet("failed_answers", 0)])

    def _will_send(self) -> bool:
        """Tell whether a yes or no means that a file is still to come.

        "Do you have something?" yes; "Is that all?" no.
        """
        is_bare = len(self.words.split()) == 1 and not self.turn.pressed_value
        answer = read_yes_no(self.words) if is_bare else None
        has_some = bool(case_exhibits(self.session, self.known.case))
        return answer is not None and answer is not has_some

    # Steps of the talk ----------------------------------------------------------------------

    def _confirm_story(self) -> Taken:
        right = read_yes_no(self.words)
        if right is None:
            return self._no_yes_or_no()
        if not right:
            return self._what_to_change()
        names = unconfirmed(self.known)
        confirm_facts(self.session, self.known.case, names, self.turn.now)
        return Taken(events=[SlotSet(n, self.known.facts[n].value) for n in names])

    def _other_claim(self) -> str | None:
        """Return the kind of claim that the consumer wants instead, if the words say so."""
        turn, ours = self.turn, kinds_of(self.known)
        only = only_one_of(turn, self.known)
        if only is not None:
            return only
        guesses = [kind for kind, _ in turn.claim_guesses()]
        if turn.intent == "change_claim" and not turn.pressed:
            return next((kind for kind in guesses if kind not in ours), None)
        wants = self._speaks_of_another_matter() or (
            turn.pressed and turn.intent.startswith("report_")
        )
        return guesses[0] if wants and guesses and guesses[0] not in ours else None

    def _speaks_of_another_matter(self) -> bool:
        turn = self.turn
        is_claim = turn.intent.startswith("report_") and turn.confidence >= SURE_OF_CLAIM
        return is_claim and ANOTHER_MATTER.search(turn.words) is not None

    def _propose(self, kind: str) -> Taken:
        """Ask whether another kind replaces the claim; of several, whether it joins them."""
        ours = kinds_of(self.known)
        if len(ours) > 1 and kind not in ours:
            return Taken(events=[SlotSet("second_claim", kind)])
        return Taken(events=[SlotSet("proposed_claim", kind)])

    def _answer_proposal(self) -> Taken:
        events = answer_proposal(
            self.question, self.words, self.known, self.turn, self.session, self.say
        )
        if events is not None:
            return Taken(events=events)
        code = "not_yes_or_no" if self.question is CLAIM_CHANGE else "not_an_option"
        return self._talk() if self._is_talk() else self._refuse(Refused(code))

    def _propose_second(self, kind: str) -> Taken:
        """Ask about a further problem; words that were an answer as well are kept as one."""
        if self.question.kind is Kind.LONG_TEXT and kind != UNNAMED:
            answer = self._read()
            if isinstance(answer, Accepted):
                self.record(answer.values)
        told = None if kind == UNNAMED else self.turn.words
        slots = {"second_claim": kind, "told_story": told}
        return Taken(events=[SlotSet(name, value) for name, value in slots.items()])


def plain_slot(value: Any) -> Any:
    """Return a value as a slot can hold it: text, number, true/false or None."""
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def button_value(fact: str, values: Mapping[str, Any]) -> str:
    """Return what a button for one of several readings answers: a sum with its currency."""
    return " ".join(str(plain_slot(values[n])) for n in (fact, "currency") if n in values)
