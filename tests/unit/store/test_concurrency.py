"""Several threads with connections of their own, as several processes would have them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.store import conversations
from casework.store.cases import open_case, open_claim, record_fact
from casework.store.database import transaction
from casework.store.models import Case, Claim, Conversation, Fact, InboundMessage, Message

WRITERS = 6


@pytest.fixture
def at_once(database_url: str, now: datetime) -> Callable[[Callable[[Session, int], None]], None]:
    """Run a function in several transactions that begin at the same moment."""
    with transaction() as session:
        conversations.touch(session, "web-1", "web", now)

    def run(work: Callable[[Session, int], None]) -> None:
        start = Barrier(WRITERS)

        def one(number: int) -> None:
            start.wait()
            with transaction() as session:
                work(session, number)

        with ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(one, range(WRITERS)))

    return run


def _count(table: type) -> int:
    with transaction() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_conversation_that_is_new_to_all_is_made_once(at_once: Callable, now: datetime) -> None:
    at_once(lambda session, _: conversations.touch(session, "web-2", "web", now))
    assert _count(Conversation) == 2


def test_a_double_clicked_button_is_one_message(at_once: Callable, now: datetime) -> None:
    at_once(
        lambda session, _: conversations.accept_inbound(session, "web-1", "c-1", "yes", {}, now)
    )
    assert _count(InboundMessage) == 1


def test_lines_written_at_once_get_numbers_without_gaps(at_once: Callable, now: datetime) -> None:
    def write(session: Session, number: int) -> None:
        conversations.append_message(
            session, "web-1", key=f"k-{number}", sender="bot", text="hello", now=now
        )

    at_once(write)
    with transaction() as session:
        lines = conversations.messages_after(session, "web-1", 0)
    assert [line.sequence for line in lines] == list(range(1, WRITERS + 1))


def test_a_line_written_by_all_is_written_once(at_once: Callable, now: datetime) -> None:
    def write(session: Session, _: int) -> None:
        conversations.append_message(session, "web-1", key="k", sender="bot", text="hello", now=now)

    at_once(write)
    assert _count(Message) == 1


def test_a_case_that_is_opened_by_all_is_one_case(at_once: Callable, now: datetime) -> None:
    at_once(lambda session, _: open_case(session, "web-1", now))
    assert _count(Case) == 1


def test_a_claim_that_is_opened_by_all_is_one_claim(at_once: Callable, now: datetime) -> None:
    at_once(lambda s, _: open_claim(s, open_case(s, "web-1", now), "delivery", now))
    assert _count(Claim) == 1


def test_a_fact_of_one_turn_is_one_row(at_once: Callable, now: datetime) -> None:
    def write(session: Session, _: int) -> None:
        case = open_case(session, "web-1", now)
        record_fact(session, case, "goods", "kettle", turn_id="t-1", now=now)

    at_once(write)
    assert _count(Fact) == 1


def test_of_facts_written_at_once_one_is_in_force(at_once: Callable, now: datetime) -> None:
    def write(session: Session, number: int) -> None:
        case = open_case(session, "web-1", now)
        record_fact(session, case, "amount", number, turn_id=f"t-{number}", now=now)

    at_once(write)
    with transaction() as session:
        rows = session.scalars(select(Fact)).all()
    assert len(rows) == WRITERS
    assert [row.superseded_at for row in rows].count(None) == 1
