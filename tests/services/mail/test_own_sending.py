"""Letters that the consumer sends: by post, by the shop's form, from the own mailbox."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.cases import state_of
from casework.mail.errors import BadSendingDay, MailRefused, NotItsExhibit
from casework.mail.letters import note_own_sending
from casework.store import conversations
from casework.store.database import transaction
from casework.store.life_models import Timer
from casework.store.models import Case, Exhibit


def an_exhibit(session, conversation_id: str, case: Case | None, now) -> Exhibit:
    exhibit = Exhibit(
        conversation_id=conversation_id,
        case_id=case.id if case else None,
        title="Receipt of the post office",
        original_name="receipt.jpg",
        media_type="image/jpeg",
        size=3,
        sha256="a" * 64,
        storage_key="aa/a",
        received_at=now,
    )
    session.add(exhibit)
    session.flush()
    return exhibit


def test_a_letter_sent_by_post_starts_the_traders_time_with_its_proof(case: Case, clock) -> None:
    with transaction() as session:
        fresh = session.get_one(Case, case.id)
        proof = an_exhibit(session, fresh.conversation_id, fresh, clock())
        day = clock().date()
        sending = note_own_sending(
            session, fresh, sent_on=day, how="by post", proof_id=proof.id, now=clock()
        )
        assert (sending.way, sending.state, sending.proof_id) == ("own", "sent", proof.id)
        assert state_of(fresh) == "letter_sent"
        assert session.scalars(select(Timer).where(Timer.kind == "answer_due")).one()


def test_saying_it_twice_is_one_sending_and_can_add_the_proof(case: Case, clock) -> None:
    with transaction() as session:
        fresh = session.get_one(Case, case.id)
        told = {"sent_on": clock().date(), "how": "by post", "now": clock()}
        first = note_own_sending(session, fresh, proof_id=None, **told)
        proof = an_exhibit(session, fresh.conversation_id, fresh, clock())
        second = note_own_sending(session, fresh, proof_id=proof.id, **told)
        assert first is second
        assert first.proof_id == proof.id


@pytest.mark.parametrize("days", [-2, 2])
def test_a_day_before_the_letter_or_in_the_future_is_refused(case: Case, clock, days: int) -> None:
    with transaction() as session:
        fresh = session.get_one(Case, case.id)
        day = clock().date() + timedelta(days=days)
        with pytest.raises(BadSendingDay):
            note_own_sending(session, fresh, sent_on=day, how="post", proof_id=None, now=clock())


def test_the_exhibit_of_another_case_proves_nothing(case: Case, clock) -> None:
    with transaction() as session:
        conversations.touch(session, "web-2", "web", clock())
        foreign = an_exhibit(session, "web-2", None, clock())
        fresh = session.get_one(Case, case.id)
        for proof in (foreign.id, "no-such-exhibit"):
            with pytest.raises(NotItsExhibit):
                note_own_sending(
                    session,
                    fresh,
                    sent_on=clock().date(),
                    how="by post",
                    proof_id=proof,
                    now=clock(),
                )
        assert state_of(fresh) == "filed"


def test_every_refusal_has_a_code_of_its_own() -> None:
    kinds = MailRefused.__subclasses__()
    assert len({kind.code for kind in kinds}) == len(kinds)
