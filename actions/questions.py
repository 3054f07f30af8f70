"""How a question is put: its words, its buttons, and what is shown with it."""

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.evidence_details import open_choice
from actions.explaining import evidence_list
from actions.law import outcome_for, told_remedies
from actions.several_claims import claims_in_words, kinds_of
from actions.summary import known_facts, label_of, summary_lines
from actions.turn import Button, Turn, answer_button, intent_button
from casework.interview import Kind, Option, Question, coherence, go_together, same_wish
from casework.law.outcome import ClaimType, Outcome
from casework.letters.demand import REPAY_TAKEN
from casework.store.cases import Draft
from casework.store.exhibits import case_exhibits
from casework.words import spoken_date, word

MOST_REMEDIES = 5
"""More remedies than this on one screen of a phone are no choice any more."""
KINDS_WITH_A_WAY_ROUND = {
    *(Kind.DATE, Kind.DATE_OR_NO, Kind.MONEY, Kind.CHOICE, Kind.CHOICES, Kind.COUNTRY),
    *(Kind.YES_NO, Kind.NUMBER_OR_NO),
}


def ask(
    question: Question, known: Draft, turn: Turn, session: Session, say: CollectingDispatcher
) -> None:
    """Put the question: in its own words, with what belongs to it."""
    if question.kind is Kind.REMEDY:
        ask_remedy(question, known, turn, say)
    elif question.kind is Kind.EVIDENCE:
        ask_evidence(known, session, say)
    elif question.kind is Kind.SUMMARY:
        point_at_contradiction(known, say)
        lines = "\n".join(
            [*claims_line(kinds_of(known)), *summary_lines(known, confirmed_only=False)]
        )
        say.utter_message(response=words_of(question), list=lines, buttons=yes_or_change())
    else:
        say.utter_message(response=words_of(question), buttons=buttons_for(question))


def point_at_contradiction(known: Draft, say: CollectingDispatcher) -> None:
    """Say so where two answers can't both be true; the consumer then changes one of them."""
    found = coherence(known_facts(known))
    if found:
        first, second = label_of(found[0].first, known), label_of(found[0].second, known)
        say.utter_message(response="utter_refused_contradiction", first=first, second=second)


def claims_line(kinds: list[str]) -> list[str]:
    """Return a line that names the claims, where a case has several."""
    return [f"- {word('facts', 'claims')}: {claims_in_words(kinds)}"] if len(kinds) > 1 else []


def words_of(question: Question) -> str:
    """Return the name of the response that asks the question."""
    return f"utter_question_{question.worded_as}"


def explanation_of(question: Question) -> str:
    """Return the name of the response that explains the question with an example."""
    return f"utter_explain_{question.worded_as}"


def yes_or_change() -> list[Button]:
    """Return the buttons below something to check."""
    return [
        intent_button(word("values", "all_right"), "affirm"),
        intent_button(word("values", "change"), "deny"),
    ]


def buttons_for(question: Question) -> list[Button]:
    """Return the buttons of a question: its choices, and a way round where it may stay open."""
    buttons = []
    if question.kind is Kind.YES_NO:
        buttons = [intent_button(word("values", key), intent) for key, intent in YES_NO]
    elif question.options:
        buttons = [option_button(question, o) for o in question.options if o.button]
    if question.may_skip and question.kind in KINDS_WITH_A_WAY_ROUND:
        buttons.append(intent_button(word("values", "dont_know"), "dont_know"))
    return buttons


YES_NO = (("yes", "affirm"), ("no", "deny"))


def option_button(question: Question, option: Option) -> Button:
    """Return the button of one choice."""
    title = word("values", f"{question.fact}.{option.value}")
    return answer_button(title, option.value)


def remedy_options(outcome: Outcome | None) -> tuple[Option, ...]:
    """Return the remedies that can be wished for, as choices of the question."""
    remedies = told_remedies(outcome)[:MOST_REMEDIES] if outcome else []
    names = [option.remedy for option in remedies] or ["goodwill_only"]
    return tuple(Option(value=name, words=(word("remedies", name),)) for name in names)


def claim_wished_for(question: Question, known: Draft) -> str:
    """Return the kind of claim for which the question asks what is wished."""
    return str(question.claims[0]) if question.claims else kinds_of(known)[0]


def remedies_for(claim_type: str, known: Draft, turn: Turn) -> tuple[Option, ...]:
    """Return the remedies to wish for in one claim, without those that the first wish rules out."""
    if claim_type == ClaimType.PAYMENT and len(known.claims) > 1:
        return (Option(value=REPAY_TAKEN, words=(word("remedies", REPAY_TAKEN),)),)
    options = remedy_options(outcome_for(claim_type, known, turn.today))
    first = known.facts.get("wished_remedy")
    if first is None or claim_type == kinds_of(known)[0]:
        return options
    fitting = tuple(o for o in options if go_together(str(first.value), o.value))
    return fitting or remedy_options(None)


def wishes_that_follow(known: Draft, turn: Turn) -> dict[str, str]:
    """Return the wishes of a case with several claims that need no question, by fact.

    Money back in the first claim means money back in the others; and of one remedy nobody chooses.
    """
    kinds, first = kinds_of(known), known.facts.get("wished_remedy")
    found: dict[str, str] = {}
    for kind in kinds if len(kinds) > 1 else []:
        fact = "wished_remedy" if kind == kinds[0] else f"wished_remedy_{kind}"
        offered = [option.value for option in remedies_for(kind, known, turn)]
        same = same_wish(str(first.value), offered) if first is not None else None
        remedy = offered[0] if len(offered) == 1 else same
        if remedy is not None and fact not in known.facts:
            found[fact] = remedy
    return found


def ask_remedy(question: Question, known: Draft, turn: Turn, say: CollectingDispatcher) -> None:
    """Say what the law gives, then ask what the consumer wants."""
    kind, kinds = claim_wished_for(question, known), kinds_of(known)
    outcome = outcome_for(kind, known, turn.today)
    name = word("claims", kind)
    if outcome is not None:
        tell_law(outcome, say, claim=name if len(kinds) > 1 else None)
    options = remedies_for(kind, known, turn)
    buttons = [answer_button(word("remedies", o.value), o.value) for o in options]
    first_of_several = len(kinds) > 1 and not question.claims
    response = "utter_question_wished_remedy_first" if first_of_several else words_of(question)
    say.utter_message(response=response, claim=name, buttons=buttons)


def tell_law(outcome: Outcome, say: CollectingDispatcher, claim: str | None = None) -> None:
    """Say the verdict, and the next date that is still to come; ``claim`` where there are more."""
    verdict = word("verdicts", outcome.outcome.value)
    if claim is None:
        say.utter_message(response="utter_law_says", verdict=verdict)
    else:
        say.utter_message(response="utter_law_says_of", claim=claim, verdict=verdict)
    dates = sorted((d for d in outcome.deadlines if not d.expired), key=lambda due: due.date)
    if dates:
        label, day = word("deadlines", dates[0].name), spoken_date(dates[0].date)
        say.utter_message(response="utter_law_date", label=label, date=day)


def ask_evidence(known: Draft, session: Session, say: CollectingDispatcher) -> None:
    """Ask for proof: what helps and why, or whether there is more."""
    if case_exhibits(session, known.case):
        done = answer_button(word("values", "evidence.given"), "given")
        choice = open_choice(session, known.case.conversation_id)
        say.utter_message(response="utter_question_evidence_more", buttons=[*choice, done])
        return
    say.utter_message(
        response="utter_question_evidence",
        list=evidence_list(kinds_of(known)),
        buttons=[answer_button(word("values", "evidence.none"), "none")],
    )
