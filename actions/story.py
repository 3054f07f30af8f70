"""What the first message already says: read from it, kept as unconfirmed, asked only once."""

from collections.abc import Iterable

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.turn import Turn
from casework.interview.story import read_claim_story
from casework.law.outcome import ClaimType
from casework.store.facts import facts_in_force, record_fact
from casework.store.models import Case
from casework.store.plain import plain

LONGEST_STORY = 8000  # characters that are kept word for word
OWN_WORDS = {
    *("delivery_state", "privacy_problem", "request_type", "defect", "seller_reply", "term"),
    *("seller_answer", "answer", "misleading_kind", "term_kinds", "transaction"),
}
"""What the claim itself says; the summary shows it, so it is not asked back at once."""


def told_words(turn: Turn) -> str:
    """Return the consumer's story: this message, or the one before a button was pressed."""
    return turn.words or str(turn.slots.get("told_story") or "")


def take_story(session: Session, case: Case, claim_type: str, turn: Turn) -> int:
    """Record what the story says, to be confirmed; return how many facts were found.

    The story itself is kept too, in the consumer's words. What is known already stays.
    """
    words = told_words(turn)
    if not words:
        return 0
    found = record_told(session, case, claim_type, words, turn)
    record_fact(session, case, "story", words[:LONGEST_STORY], turn_id=turn.turn_id, now=turn.now)
    return found


def record_told(
    session: Session,
    case: Case,
    claim_type: str,
    words: str,
    turn: Turn,
    all_claims: Iterable[str] = (),
) -> int:
    """Record the facts that the words tell of this kind of claim; return how many are new.

    ``all_claims`` are the kinds of all claims of the case; a day that the story told for one of
    them is no other day for the next.
    """
    known = facts_in_force(session, case)
    country = known["consumer_country"].value if "consumer_country" in known else None
    beside = tuple(ClaimType(kind) for kind in all_claims if kind != claim_type)
    told = read_claim_story(words, ClaimType(claim_type), turn.today, country, beside)
    days = [fact.value for name, fact in known.items() if name.endswith("_date") and beside]
    found = {
        name: reading
        for name, reading in told.items()
        if name not in known and plain(reading.value) not in days
    }
    for name, reading in found.items():
        record_fact(
            session,
            case,
            name,
            reading.value,
            confirmed=name in OWN_WORDS,
            turn_id=turn.turn_id,
            said=reading.said,
            now=turn.now,
        )
    return len(found)


def thank_for_story(found: object, claim: str, say: CollectingDispatcher) -> None:
    """Answer a told story with care."""
    say.utter_message(response="utter_story_heard" if found else "utter_claim_opened", claim=claim)
