"""Filing the case, showing its letter, telling how it stands."""

from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.rights import tell_next_time
from actions.steps import in_work
from actions.turn import CaseAction, Events, Turn
from casework.filing.file_case import file_case
from casework.law import FactError
from casework.letters import LetterContent, LetterError
from casework.letters.demand import REPAY_TAKEN
from casework.settings import get_settings
from casework.store.cases import INTAKE, Draft, draft, want_person
from casework.store.facts import withdraw_facts
from casework.store.models import Case, Letter
from casework.words import spoken_date, word

CONFIRMED = "file_confirmed"


class FileCase(CaseAction):
    """File the case once all is answered and the consumer said yes; twice gives one case."""

    action_name = "action_file_case"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """File, and hand over number, letter and dates."""
        known = draft(session, turn.conversation_id)
        if known is None or not in_work(known):
            return []
        wish = known.facts.get(CONFIRMED)
        if wish is None or wish.value is not True:
            withdraw_facts(session, known.case, [CONFIRMED], turn.now)
            say.utter_message(response="utter_paused")
            return []
        return file_now(known, turn, session, say)


def file_now(known: Draft, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
    """File the case; what law or letter refuse goes to a person."""
    url = get_settings().filing_url
    try:
        case = file_case(session, known.case, now=turn.now, filing_url=url)
    except (FactError, LetterError) as refusal:
        want_person(session, known.case, f"filing refused: {refusal}", turn.now)
        withdraw_facts(session, known.case, [CONFIRMED], turn.now)
        say.utter_message(response="utter_filing_needs_person")
        return []
    say.utter_message(response="utter_case_filed", number=case.number)
    show_letter(case, say)
    tell_next_time([claim.claim_type for claim in known.claims], say)
    say.utter_message(response="utter_what_next")
    return [SlotSet("claim_type", None)]


def show_letter(case: Case, say: CollectingDispatcher) -> None:
    """Hand over the newest letter of a case, with the day it sets for the answer."""
    letter = case.letters[-1]
    seller = next(p.name for p in case.parties if p.role == "trader")
    say.utter_message(response="utter_letter_ready", seller=seller)
    say.utter_message(json_message=letter_card(letter, case))
    explain_order_of_remedies(case, letter, say)
    day = answer_day(case)
    if day is not None:
        say.utter_message(response="utter_letter_deadline", date=day)


def letter_card(letter: Letter, case: Case) -> dict[str, Any]:
    """Return what a channel needs to show the letter, and the dates with it."""
    return {"letter": {"id": letter.id, "number": case.number}}


def explain_order_of_remedies(case: Case, letter: Letter, say: CollectingDispatcher) -> None:
    """Say so where the letter has to ask for something else before what the consumer wishes."""
    wishes = {c.claim_type: c.wished_remedy for c in case.claims if not c.withdrawn_at}
    for asked in LetterContent.model_validate(letter.content).asked():
        wished = wishes.get(asked.claim_type)
        if asked.remedy == REPAY_TAKEN:
            say.utter_message(response="utter_letter_bank_too")
        elif wished and wished != asked.remedy:
            words = {"first": word("remedies", asked.remedy), "wish": word("remedies", wished)}
            say.utter_message(response="utter_letter_asks_first", **words)


def answer_day(case: Case) -> str | None:
    """Return the day by which the letter asks for an answer, in words."""
    days = [d.due_on for d in case.deadlines if d.name == "letter_answer"]
    return spoken_date(max(days)) if days else None


def newest_letter(case: Case) -> Letter | None:
    """Return the letter in force, None before the case is filed."""
    return case.letters[-1] if case.letters else None


class ShowLetter(CaseAction):
    """Show the letter again."""

    action_name = "action_show_letter"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Show the letter of the newest case, or say that there is none yet."""
        known = draft(session, turn.conversation_id)
        if known is None or newest_letter(known.case) is None:
            say.utter_message(response="utter_letter_none")
        else:
            show_letter(known.case, say)
        return []


class TellStatus(CaseAction):
    """Say how the case stands: open and how far, or filed and what comes next."""

    action_name = "action_tell_status"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Tell the state of the newest case of this conversation."""
        known = draft(session, turn.conversation_id)
        if known is None or not known.claims:
            say.utter_message(response="utter_status_none")
        elif known.case.status == INTAKE:
            say.utter_message(response="utter_status_intake", known=len(known.facts))
        else:
            tell_filed(known.case, turn, say)
        return []


def tell_filed(case: Case, turn: Turn, say: CollectingDispatcher) -> None:
    """Say when a case was filed and which date comes next."""
    filed = spoken_date((case.filed_at or turn.now).date())
    say.utter_message(response="utter_status_filed", number=case.number, date=filed)
    coming = [d for d in case.deadlines if d.due_on >= turn.today]
    if coming:
        label, day = word("deadlines", coming[0].name), spoken_date(coming[0].due_on)
        say.utter_message(response="utter_status_next_date", date=day, label=label)


class OfferCalendar(CaseAction):
    """Hand over the dates of the filed case for the consumer's own calendar."""

    action_name = "action_offer_calendar"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Show the card that holds the file, or say that it comes with the letter."""
        known = draft(session, turn.conversation_id)
        letter = None if known is None else newest_letter(known.case)
        if known is None or letter is None:
            say.utter_message(response="utter_calendar_later")
        else:
            say.utter_message(response="utter_calendar")
            say.utter_message(json_message=letter_card(letter, known.case))
        return []
