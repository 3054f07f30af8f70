"""The tables: one class a table, in the order in which a case grows.

Facts, not slots, are the truth of a case: each accepted value is a row that names the turn or the
exhibit it came from, and a correction is a further row, never an overwritten one.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.store import life_models as _life_models  # noqa: F401 - registers its tables
from casework.store.base import NAMING_CONVENTION, Base, UtcDateTime, new_id, one_where

__all__ = [
    "NAMING_CONVENTION",
    "AuditEntry",
    "Base",
    "Case",
    "Claim",
    "ConsoleSession",
    "ConsoleUser",
    "Conversation",
    "CustodyEntry",
    "Deadline",
    "Exhibit",
    "Fact",
    "InboundMessage",
    "Letter",
    "Manifest",
    "Message",
    "OutboxItem",
    "Party",
    "TimeStamp",
    "UtcDateTime",
    "new_id",
]


class Conversation(Base):
    """One chat of one consumer; its id is Rasa's sender id."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(255), primary_key=True)
    channel: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]

    cases: Mapped[list[Case]] = relationship(back_populates="conversation", order_by="Case.id")


class InboundMessage(Base):
    """A consumer's message as it arrived, kept before it is worked on, so that a crash loses none.

    ``client_id`` is the sender's own id of the message: the same one twice is the same message.
    """

    __tablename__ = "inbound_messages"
    __table_args__ = (UniqueConstraint("conversation_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    client_id: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)
    received_at: Mapped[datetime]
    processed_at: Mapped[datetime | None] = mapped_column(index=True)


class Message(Base):
    """One line of the transcript, as consumer and mediator read it.

    ``sequence`` counts within the conversation from 1; ``turn_id`` is the id of the consumer's
    message that the line belongs to; ``key`` makes writing it twice harmless.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "sequence"),
        UniqueConstraint("conversation_id", "key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    sequence: Mapped[int]
    key: Mapped[str] = mapped_column(String(128))
    turn_id: Mapped[str | None] = mapped_column(String(64))
    sender: Mapped[str] = mapped_column(String(16))  # consumer, bot or mediator
    text: Mapped[str] = mapped_column(Text)
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    understood: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]


class Case(Base):
    """What one consumer has against one trader, from the first fact on.

    ``status`` is ``intake`` until the consumer files, then ``filed``; ``cancelled`` where the
    consumer stopped. ``number`` can be read out on the phone and not be guessed. ``life`` is where
    a filed case stands (``casework.cases``); None until its first life event is written.
    """

    __tablename__ = "cases"
    __table_args__ = (
        one_where("one_intake_case", "conversation_id", condition="status = 'intake'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    status: Mapped[str] = mapped_column(String(24), index=True)
    jurisdiction: Mapped[str | None] = mapped_column(String(8))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)
    filed_at: Mapped[datetime | None]
    frozen_at: Mapped[datetime | None]  # exhibits that come later are marked late
    life: Mapped[str | None] = mapped_column(String(24), index=True)  # the newest life event's
    person_wanted_at: Mapped[datetime | None] = mapped_column(index=True)
    person_wanted_why: Mapped[str | None] = mapped_column(Text)

    conversation: Mapped[Conversation] = relationship(back_populates="cases")
    parties: Mapped[list[Party]] = relationship(back_populates="case", order_by="Party.id")
    claims: Mapped[list[Claim]] = relationship(back_populates="case", order_by="Claim.id")
    facts: Mapped[list[Fact]] = relationship(back_populates="case", order_by="Fact.id")
    exhibits: Mapped[list[Exhibit]] = relationship(back_populates="case", order_by="Exhibit.id")
    letters: Mapped[list[Letter]] = relationship(back_populates="case", order_by="Letter.version")
    deadlines: Mapped[list[Deadline]] = relationship(
        back_populates="case", order_by="Deadline.due_on"
    )


class Party(Base):
    """The consumer or the trader of a case, written when the case is filed."""

    __tablename__ = "parties"
    __table_args__ = (UniqueConstraint("case_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    role: Mapped[str] = mapped_column(String(16))  # consumer or trader
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(String(8))

    case: Mapped[Case] = relationship(back_populates="parties")


class Claim(Base):
    """One kind of infringement within a case; ``outcome`` is what the law gave at filing."""

    __tablename__ = "claims"
    __table_args__ = (
        one_where("one_standing_claim", "case_id", "claim_type", condition="withdrawn_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    claim_type: Mapped[str] = mapped_column(String(32))
    wished_remedy: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[dict[str, Any]] = mapped_column(default=dict)
    opened_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship(back_populates="claims")


class Fact(Base):
    """One accepted value, or an honest "I don't know" (``standing`` ``unknown`` or ``skipped``).

    The fact in force is the newest row of its name that ``superseded_at`` leaves standing.
    """

    __tablename__ = "facts"
    __table_args__ = (
        Index("facts_by_name", "case_id", "name"),
        one_where("one_fact_in_force", "case_id", "name", condition="superseded_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    name: Mapped[str] = mapped_column(String(64))
    value: Mapped[Any]  # JSON: text, number, true/false, list; dates as ISO 8601 text
    standing: Mapped[str] = mapped_column(String(16))  # known, unknown or skipped
    confirmed: Mapped[bool]  # False while read from free text and not yet confirmed
    turn_id: Mapped[str | None] = mapped_column(String(64))
    exhibit_id: Mapped[str | None] = mapped_column(ForeignKey("exhibits.id"))
    page: Mapped[int | None]  # of the exhibit, from 1
    said: Mapped[str | None] = mapped_column(Text)  # the consumer's own words
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship(back_populates="facts")


class Exhibit(Base):
    """A piece of evidence: the original bytes are in the file store, hashed as they arrived.

    ``state`` is ``kept``, or ``erased`` once the key is destroyed and only this row remains.
    ``scan`` is ``clean``, ``infected``, or ``unscanned`` where no scanner has looked at it.
    ``copy_state`` is ``made``, or says why others get no copy (``damaged``, ``locked``, ...).
    """

    __tablename__ = "exhibits"
    __table_args__ = (UniqueConstraint("conversation_id", "sha256"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    label: Mapped[str | None] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(300))
    original_name: Mapped[str] = mapped_column(String(300))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))  # of the original bytes, hexadecimal
    storage_key: Mapped[str] = mapped_column(String(100))
    received_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]  # when the bot told the consumer that it has it
    wrapped_key: Mapped[bytes | None] = mapped_column(LargeBinary)  # of both files, encrypted
    state: Mapped[str] = mapped_column(String(16), default="kept")
    erased_at: Mapped[datetime | None]
    scan: Mapped[str] = mapped_column(String(16), default="unscanned", index=True)
    copy_state: Mapped[str | None] = mapped_column(String(24))
    copy_key: Mapped[str | None] = mapped_column(String(100))  # of the safe copy, in the file store
    copy_media_type: Mapped[str | None] = mapped_column(String(100))
    copy_sha256: Mapped[str | None] = mapped_column(String(64))
    found: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what the metadata says
    disclose_metadata: Mapped[bool | None]  # the consumer's choice; None: not asked or no answer
    proves: Mapped[list[Any]] = mapped_column(default=list)  # names of facts and elements
    page_count: Mapped[int | None]
    agreed: Mapped[str | None] = mapped_column(String(16))  # agreed or disputed, by the other side
    late: Mapped[bool] = mapped_column(default=False)  # came after the case was frozen

    case: Mapped[Case | None] = relationship(back_populates="exhibits")


class CustodyEntry(Base):
    """One act on an exhibit, chained to the one before it. Rows are only ever added.

    ``hash`` is the SHA-256 (hexadecimal) of the row's canonical JSON, which holds ``previous``.
    """

    __tablename__ = "custody_log"
    __table_args__ = (UniqueConstraint("exhibit_id", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibit_id: Mapped[str] = mapped_column(ForeignKey("exhibits.id"))
    sequence: Mapped[int]  # within the exhibit, from 1
    act: Mapped[str] = mapped_column(String(16))
    actor: Mapped[str] = mapped_column(String(128))
    at: Mapped[datetime]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class Manifest(Base):
    """What a case's evidence was at one moment; ``content`` is canonical JSON, to the byte."""

    __tablename__ = "manifests"
    __table_args__ = (UniqueConstraint("case_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    version: Mapped[int]
    reason: Mapped[str] = mapped_column(String(16))  # filed, frozen or exported
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))  # of content in UTF-8
    created_at: Mapped[datetime]

    time_stamps: Mapped[list[TimeStamp]] = relationship(
        back_populates="manifest", order_by="TimeStamp.id"
    )


class TimeStamp(Base):
    """An authority's word on when a manifest was there (RFC 3161), or the wish for one."""

    __tablename__ = "time_stamps"
    __table_args__ = (UniqueConstraint("manifest_id", "authority"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    manifest_id: Mapped[int] = mapped_column(ForeignKey("manifests.id"))
    authority: Mapped[str] = mapped_column(Text)  # URL
    state: Mapped[str] = mapped_column(String(16), index=True)  # pending, stamped or failed
    reply: Mapped[bytes | None] = mapped_column(LargeBinary)  # TimeStampResp, DER
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    last_error: Mapped[str | None] = mapped_column(Text)
    stamped_at: Mapped[datetime | None]  # as the authority says

    manifest: Mapped[Manifest] = relationship(back_populates="time_stamps")


class Letter(Base):
    """One version of the demand letter; ``content`` holds each sentence with its sources."""

    __tablename__ = "letters"
    __table_args__ = (UniqueConstraint("case_id", "version"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    version: Mapped[int]
    content: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]

    case: Mapped[Case] = relationship(back_populates="letters")


class Deadline(Base):
    """A date that matters, with the rule and the counting behind it."""

    __tablename__ = "deadlines"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    claim_type: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(64))
    due_on: Mapped[date]
    basis: Mapped[str] = mapped_column(Text)
    computation: Mapped[dict[str, Any]]

    case: Mapped[Case] = relationship(back_populates="deadlines")


class OutboxItem(Base):
    """A message to another system, committed together with what it tells of."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)
    payload: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(String(16), index=True)  # waiting, delivered or failed
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]


class AuditEntry(Base):
    """Who did what, when. Rows are only ever added; the database refuses to change one."""

    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(128))
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(128), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ConsoleUser(Base):
    """Somebody who works on cases in the mediator's console."""

    __tablename__ = "console_users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(16))  # mediator, lead or administrator
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class ConsoleSession(Base):
    """A login to the console; only the hash of its cookie is kept."""

    __tablename__ = "console_sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("console_users.id"))
    csrf_token: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
