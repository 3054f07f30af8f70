"""A row for every table of a case's life after filing, for the tests of the migrations."""

from datetime import date, datetime

from casework.store import life_models as life
from casework.store.base import Base


def one_row_of_each(now: datetime) -> list[Base]:
    """Return the rows in an order in which they can be written; case 1 and letter l-1 exist."""
    day = date(2026, 12, 8)
    return [
        life.LifeEvent(
            case_id=1,
            sequence=1,
            at=now,
            actor="consumer",
            event="file",
            led_to="filed",
            why="Zoë filed it.",
            rule="life.file",
        ),
        life.Timer(case_id=1, kind="k", key="k:1", due_at=now, state="waiting"),
        life.Notice(
            case_id=1, key="n", audience="consumer", kind="k", text="ü", ways=["chat"],
            created_at=now,
        ),
        life.TraderLink(
            id="k-1", case_id=1, token_hash=b"\x01" * 32, created_at=now, expires_at=now
        ),
        life.Sending(
            id="s-1", case_id=1, letter_id="l-1", way="mail", recipient="a@b.example",
            state="queued", link_id="k-1", answer_by=day, queued_at=now,
        ),
        life.TraderAnswer(
            case_id=1, link_id="k-1", point="amount", about=49.9, stance="agree", answered_at=now
        ),
        life.TraderReply(case_id=1, text="Our policy", received_at=now),
        life.Offer(
            id="o-1", case_id=1, sequence=1, made_by="trader", kind="offer", terms={},
            terms_sha256="3" * 64, state="accepted", made_at=now, expires_at=now,
        ),
        life.BlindBid(
            case_id=1, round=1, made_by="trader", amount_minor=4990, currency="EUR",
            state="sealed", made_at=now,
        ),
        life.Agreement(
            id="g-1", case_id=1, offer_id="o-1", content="{}", sha256="4" * 64,
            consumer_accepted_at=now, trader_accepted_at=now, made_at=now,
        ),
        life.Obligation(
            case_id=1, agreement_id="g-1", position=1, owed_by="trader", what="pay",
            amount_minor=4990, currency="EUR", due_on=day, state="open",
        ),
    ]  # fmt: skip
