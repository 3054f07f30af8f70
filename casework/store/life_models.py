"""The tables of a case's life after filing: letters sent, the trader's answers, offers, agreement.

Sums are kept in the currency's smallest unit (cents; yen have none smaller), so that none is ever
rounded on its way.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.store.base import Base, new_id, one_where


class LifeEvent(Base):
    """One change in the life of a case: who, when, why, by which rule. Rows are only ever added.

    ``rule`` names an entry of ``casework/cases/life.yml``; ``closed_as`` is set where the case
    ends, and says how.
    """

    __tablename__ = "life_events"
    __table_args__ = (UniqueConstraint("case_id", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    sequence: Mapped[int]  # within the case, from 1
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(128))
    event: Mapped[str] = mapped_column(String(32))
    came_from: Mapped[str | None] = mapped_column(String(24))  # None: the life begins
    led_to: Mapped[str] = mapped_column(String(24))
    closed_as: Mapped[str | None] = mapped_column(String(24))
    why: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(String(64))
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Timer(Base):
    """Something to be done at a moment; ``key`` makes setting it twice harmless.

    ``state`` is ``waiting``, ``done``, ``cancelled``, or ``failed`` after too many tries.
    """

    __tablename__ = "timers"
    __table_args__ = (
        UniqueConstraint("case_id", "key"),
        Index("timers_by_moment", "state", "due_at"),  # the worker asks for what waits longest
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(128))
    due_at: Mapped[datetime]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime | None]  # done, cancelled or given up


class Notice(Base):
    """What a side or the mediators were told, kept word for word; ``key`` makes it said once."""

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("case_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    key: Mapped[str] = mapped_column(String(128))
    audience: Mapped[str] = mapped_column(String(16), index=True)  # consumer, trader or mediator
    kind: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)
    ways: Mapped[list[Any]] = mapped_column(default=list)  # chat, mail, console
    created_at: Mapped[datetime]


class Sending(Base):
    """A letter on its way to the trader, by our mail or by the consumer's own hand.

    ``state`` is ``queued``, ``sent`` (our mail server took it, or the consumer says so),
    ``delayed``, ``bounced``, or ``failed`` where no server took it.
    """

    __tablename__ = "sendings"
    __table_args__ = (UniqueConstraint("letter_id", "way", "recipient"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    letter_id: Mapped[str] = mapped_column(ForeignKey("letters.id"))
    way: Mapped[str] = mapped_column(String(16))  # mail, or own: post, e-mail, form, ...
    recipient: Mapped[str] = mapped_column(String(320))  # e-mail address, or the consumer's words
    state: Mapped[str] = mapped_column(String(16), index=True)
    message_id: Mapped[str | None] = mapped_column(String(255), unique=True)  # RFC 5322
    link_id: Mapped[str | None] = mapped_column(ForeignKey("trader_links.id"))
    proof_id: Mapped[str | None] = mapped_column(ForeignKey("exhibits.id"))
    answer_by: Mapped[date]
    queued_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    diagnostic: Mapped[str | None] = mapped_column(Text)  # in the mail server's words


class TraderLink(Base):
    """The trader's way to its page; of the token only the SHA-256 is kept."""

    __tablename__ = "trader_links"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_why: Mapped[str | None] = mapped_column(Text)
    first_opened_at: Mapped[datetime | None]


class TraderAnswer(Base):
    """What the trader says to one point of the claim; the newest row of a point stands."""

    __tablename__ = "trader_answers"
    __table_args__ = (
        one_where("one_standing_answer", "case_id", "point", condition="superseded_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    link_id: Mapped[str] = mapped_column(ForeignKey("trader_links.id"))
    point: Mapped[str] = mapped_column(String(64))  # name of a fact
    about: Mapped[Any]  # the value that was shown
    stance: Mapped[str] = mapped_column(String(16))  # agree, dispute or unknown
    reason: Mapped[str | None] = mapped_column(String(32))
    said: Mapped[str | None] = mapped_column(Text)
    exhibits: Mapped[list[Any]] = mapped_column(default=list)  # ids
    answered_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]


class TraderReply(Base):
    """A reply of the trader that came by other ways: pasted, forwarded or photographed.

    ``kind`` is a class of ``casework/negotiation/replies.yml``, None where we are unsure; a person
    may set ``confirmed_kind``.
    """

    __tablename__ = "trader_replies"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    exhibit_id: Mapped[str | None] = mapped_column(ForeignKey("exhibits.id"))
    kind: Mapped[str | None] = mapped_column(String(32))
    kinds: Mapped[dict[str, Any]] = mapped_column(default=dict)  # class: share, 0 to 1
    confirmed_kind: Mapped[str | None] = mapped_column(String(32))
    letter_id: Mapped[str | None] = mapped_column(ForeignKey("letters.id"))  # the next letter
    received_at: Mapped[datetime]


class Offer(Base):
    """What one side, or the mediator, offers; at most one is open at a time.

    ``state`` is ``open``, ``accepted``, ``declined``, ``countered``, ``expired`` or ``withdrawn``.
    """

    __tablename__ = "offers"
    __table_args__ = (
        UniqueConstraint("case_id", "sequence"),
        one_where("one_open_offer", "case_id", condition="state = 'open'"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    sequence: Mapped[int]  # within the case, from 1
    made_by: Mapped[str] = mapped_column(String(16))  # consumer, trader, mediator or both
    answers_id: Mapped[str | None] = mapped_column(ForeignKey("offers.id"))  # it counters this one
    kind: Mapped[str] = mapped_column(String(16))  # offer, proposal or blind
    terms: Mapped[dict[str, Any]]
    terms_sha256: Mapped[str] = mapped_column(String(64))
    said: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    consumer_accepted_at: Mapped[datetime | None]
    trader_accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(String(128))
    ended_why: Mapped[str | None] = mapped_column(Text)


class BlindBid(Base):
    """A figure that one side named in secret; no view ever shows it to the other side."""

    __tablename__ = "blind_bids"
    __table_args__ = (
        one_where("one_sealed_bid", "case_id", "made_by", condition="state = 'sealed'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    round: Mapped[int]
    made_by: Mapped[str] = mapped_column(String(16))  # consumer or trader
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    state: Mapped[str] = mapped_column(String(16))  # sealed, crossed, missed or withdrawn
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Agreement(Base):
    """What both sides agreed; ``content`` is canonical JSON, to the byte, and never changes."""

    __tablename__ = "agreements"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    offer_id: Mapped[str] = mapped_column(ForeignKey("offers.id"), unique=True)
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))  # of content in UTF-8
    consumer_accepted_at: Mapped[datetime]
    trader_accepted_at: Mapped[datetime]
    made_at: Mapped[datetime]


class Obligation(Base):
    """One thing that a side has to do under an agreement.

    ``state`` is ``open``, ``claimed`` (the one who owes it says that it is done), ``confirmed``
    (the other side says so), ``broken`` (the other side says that it was not done), or ``replaced``
    by a later agreement.
    """

    __tablename__ = "obligations"
    __table_args__ = (UniqueConstraint("agreement_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    agreement_id: Mapped[str] = mapped_column(ForeignKey("agreements.id"))
    position: Mapped[int]  # within the agreement, from 1
    owed_by: Mapped[str] = mapped_column(String(16))  # consumer or trader
    what: Mapped[str] = mapped_column(String(32))
    amount_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(16), index=True)
    claimed_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    broken_at: Mapped[datetime | None]
