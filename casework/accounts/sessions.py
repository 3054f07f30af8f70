"""Logins to the console. The cookie holds a random token; the store holds only its hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from casework.store.models import ConsoleSession, ConsoleUser

_TOKEN_BYTES = 32


@dataclass(frozen=True)
class OpenedSession:
    """A login just made; ``token`` goes into the cookie and is kept nowhere else."""

    username: str
    token: str
    expires_at: datetime


@dataclass(frozen=True)
class SignedIn:
    """Who is behind a valid session, and the token that the forms of the session carry."""

    user_id: int
    username: str
    role: str
    csrf_token: str


def open_session(
    session: Session, user: ConsoleUser, now: datetime, lasting: timedelta
) -> OpenedSession:
    """Start a login under a token of its own, and sweep out the expired ones."""
    session.execute(delete(ConsoleSession).where(ConsoleSession.expires_at <= now))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = ConsoleSession(
        token_hash=_hash(token),
        user_id=user.id,
        csrf_token=secrets.token_urlsafe(_TOKEN_BYTES),
        created_at=now,
        expires_at=now + lasting,
    )
    session.add(row)
    return OpenedSession(user.username, token, row.expires_at)


def signed_in(session: Session, token: str, now: datetime) -> SignedIn | None:
    """Return who holds ``token``, or None where it is unknown, closed or expired."""
    query = (
        select(ConsoleUser, ConsoleSession.csrf_token)
        .join(ConsoleSession, ConsoleSession.user_id == ConsoleUser.id)
        .where(ConsoleSession.token_hash == _hash(token), ConsoleSession.expires_at > now)
    )
    row = session.execute(query).first()
    if row is None:
        return None
    user, csrf_token = row
    return SignedIn(user.id, user.username, user.role, csrf_token)


def close_session(session: Session, token: str) -> None:
    """End the login of ``token``; an unknown token changes nothing."""
    session.execute(delete(ConsoleSession).where(ConsoleSession.token_hash == _hash(token)))


def close_all_sessions(session: Session, user_id: int) -> None:
    """End every login of one user."""
    session.execute(delete(ConsoleSession).where(ConsoleSession.user_id == user_id))


def _hash(token: str) -> bytes:
    # A plain hash is enough: the token is 256 random bits, not a password.
    return hashlib.sha256(token.encode()).digest()
