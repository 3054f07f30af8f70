"""Handing one message to the mail server, with the standard library's ``smtplib``."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage

from casework.mail.server import MailServer

TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one attempt; ``error`` is None where the server took the message."""

    error: str | None = None
    final: bool = False  # trying again would not help


def hand_in(server: MailServer, message: EmailMessage, recipient: str, envelope_id: str) -> Handed:
    """Hand a message to the server, and say what came of it; nothing is raised.

    A refusal of the recipient or the message that the server calls permanent (RFC 5321: 5yz) is
    final. All else is tried again: a server that is away, that is busy, or that refuses us.

    Args:
        server: where to.
        message: what.
        recipient: one address.
        envelope_id: returned to us in a bounce (RFC 3461 4.4), where the server knows how.

    """
    try:
        with _connected(server) as smtp:
            _introduce(smtp, server)
            _send(smtp, server, message, recipient, envelope_id)
    except smtplib.SMTPRecipientsRefused as refused:
        code, text = refused.recipients[recipient]
        return Handed(_in_words(code, text), final=code >= 500)
    except smtplib.SMTPDataError as refused:
        return Handed(_in_words(refused.smtp_code, refused.smtp_error), refused.smtp_code >= 500)
    except smtplib.SMTPNotSupportedError as missing:
        return Handed(f"not supported by the server: {missing}")
    except smtplib.SMTPResponseException as refused:
        return Handed(_in_words(refused.smtp_code, refused.smtp_error))
    except (smtplib.SMTPException, OSError) as error:
        return Handed(type(error).__name__)
    except UnicodeEncodeError:
        return Handed("the address cannot be written in this server's letters", final=True)
    return Handed()


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.implicit_tls:
        return smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT_SECONDS, context=server.tls_context()
        )
    return smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)


def _introduce(smtp: smtplib.SMTP, server: MailServer) -> None:
    """Greet, encrypt, log in. A password is never said without encryption."""
    smtp.ehlo()
    if not server.implicit_tls and (smtp.has_extn("starttls") or not server.is_local):
        smtp.starttls(context=server.tls_context())  # raises where the server does not offer it
        smtp.ehlo()
    if server.user is not None:
        smtp.login(server.user, server.password or "")


def _send(
    smtp: smtplib.SMTP, server: MailServer, message: EmailMessage, recipient: str, envelope_id: str
) -> None:
    for_message, for_recipient = _bounce_wishes(smtp, envelope_id)
    smtp.send_message(
        message,
        from_addr=server.sender,
        to_addrs=[recipient],
        mail_options=for_message,
        rcpt_options=for_recipient,
    )


def _bounce_wishes(smtp: smtplib.SMTP, envelope_id: str) -> tuple[list[str], list[str]]:
    if not smtp.has_extn("dsn"):
        return [], []
    return ["RET=HDRS", f"ENVID={envelope_id}"], ["NOTIFY=FAILURE,DELAY"]


def _in_words(code: int, text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {said}"[:500]
