"""The mail server of this installation, as ``REDRESS_SMTP_URL`` names it."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from casework.mail.errors import BadMailServer, MailNotSetUp
from casework.settings import Settings

_PORTS = {"smtp": 587, "smtps": 465}  # RFC 6409, RFC 8314
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in; ``implicit_tls`` speaks TLS from the first byte (RFC 8314).

    Otherwise STARTTLS is a must, but for a server on this very machine.
    """

    host: str
    port: int
    sender: str
    implicit_tls: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: ssl.SSLContext | None = field(default=None, repr=False)  # None: the system's trust

    @property
    def is_local(self) -> bool:
        """Whether what is said to the server stays on this machine."""
        return self.host in _LOOPBACK

    def tls_context(self) -> ssl.SSLContext:
        """Return how the server's certificate is checked."""
        return self.tls or ssl.create_default_context()


def mail_server(settings: Settings) -> MailServer | None:
    """Return the mail server of the settings; None where none is set.

    Raises:
        BadMailServer: the URL is no ``smtp://`` or ``smtps://`` URL.
        MailNotSetUp: there is a server but no sender's address.

    """
    if settings.smtp_url is None:
        return None
    if not settings.mail_from:
        raise MailNotSetUp("REDRESS_MAIL_FROM is missing")
    return parse_server(settings.smtp_url.get_secret_value(), settings.mail_from)


def parse_server(url: str, sender: str) -> MailServer:
    """Return the server that an URL names: ``smtp://user:password@host:587``.

    Raises:
        BadMailServer: the URL cannot be used; the password is not repeated.

    """
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
    except (KeyError, ValueError) as error:
        raise BadMailServer("REDRESS_SMTP_URL is no smtp:// or smtps:// URL") from error
    if not parts.hostname:
        raise BadMailServer("REDRESS_SMTP_URL names no host")
    return MailServer(
        host=parts.hostname,
        port=port,
        sender=sender,
        implicit_tls=parts.scheme == "smtps",
        user=None if parts.username is None else unquote(parts.username),
        password=None if parts.password is None else unquote(parts.password),
    )
