"""Messages as they go out: a letter with its PDF, or a short notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from casework.letters import LetterContent, letter_pdf, letter_text
from casework.mail.words import mail_words
from casework.words import spoken_date


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom; ``message_id`` is the same at every attempt (RFC 5322 3.6.4)."""

    sender: str
    recipient: str
    message_id: str
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class TraderPage:
    """The trader's way to answer, printed above the letter."""

    url: str
    open_until: date


def letter_message(
    envelope: Envelope, content: LetterContent, page: TraderPage, now: datetime
) -> EmailMessage:
    """Return a demand letter as a message: the whole letter as text, and as a PDF."""
    words = mail_words()["letter"]
    before = words["before"].format(
        consumer=content.name.text,
        link=page.url,
        until=spoken_date(page.open_until),
        day=spoken_date(content.answer_by.date),
    )
    text = "\n\n".join([before, words["attached"], "-" * 40, letter_text(content)])
    message = _message(envelope, content.subject.text, text, now)
    message.add_attachment(
        letter_pdf(content),
        maintype="application",
        subtype="pdf",
        filename=words["file"].format(number=content.case_number),
    )
    return message


def notice_message(envelope: Envelope, number: str, text: str, now: datetime) -> EmailMessage:
    """Return a notice as a message; automatic replies to it are not wanted (RFC 3834)."""
    words = mail_words()["notice"]
    body = f"{text}\n{words['after']}"
    message = _message(envelope, words["subject"].format(number=number), body, now)
    message["Auto-Submitted"] = "auto-generated"
    return message


def _message(envelope: Envelope, subject: str, text: str, now: datetime) -> EmailMessage:
    message = EmailMessage()
    message["From"] = envelope.sender
    message["To"] = envelope.recipient
    if envelope.reply_to is not None:
        message["Reply-To"] = envelope.reply_to
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = envelope.message_id
    message.set_content(text)
    return message


def message_id(key: str, sender: str) -> str:
    """Return the Message-ID for an idempotency key; a double can be known by it."""
    return f"<{key.replace(':', '.')}@{sender.rpartition('@')[2] or 'localhost'}>"
