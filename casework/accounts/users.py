"""The people who work in the console, and the first login of a new installation."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.accounts.passwords import generate_password, hash_password
from casework.accounts.sessions import close_all_sessions
from casework.store import audit
from casework.store.models import ConsoleUser

FIRST_USERNAME = "mediator"
ROLES = ("mediator", "lead", "administrator")
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,63}")


class UsernameRefused(ValueError):
    """The name has other signs than letters a-z, digits and ``. _ @ + -``, or a wrong length."""

    code = "username_refused"


class UsernameTaken(ValueError):
    """Somebody has this name already."""

    code = "username_taken"


class NoSuchUser(LookupError):
    """Nobody has this name."""

    code = "no_such_user"


class RoleUnknown(ValueError):
    """The role is none of ``ROLES``."""

    code = "role_unknown"


@dataclass(frozen=True)
class Credentials:
    """A login in clear text, to be shown once and never stored."""

    username: str
    password: str


def normal_username(text: str) -> str:
    """Return the name as it is stored: without spaces around it, in small letters."""
    return text.strip().casefold()


def find_user(session: Session, username: str) -> ConsoleUser | None:
    """Return the user of this name in any spelling, or None; the row is locked for writing."""
    query = select(ConsoleUser).where(ConsoleUser.username == normal_username(username))
    return session.scalar(query.with_for_update())


def ensure_first_login(session: Session, now: datetime) -> Credentials | None:
    """Make the user ``mediator`` where there is no user yet; otherwise return None."""
    if session.scalar(select(func.count()).select_from(ConsoleUser)):
        return None
    return create_user(session, FIRST_USERNAME, "mediator", now)


def create_user(session: Session, username: str, role: str, now: datetime) -> Credentials:
    """Add a user with a generated password, which only the returned value holds in clear.

    Raises UsernameRefused, UsernameTaken or RoleUnknown; then nothing was written.
    """
    name = normal_username(username)
    if not _USERNAME.fullmatch(name):
        raise UsernameRefused(f"{name!r} cannot be a user name")
    if role not in ROLES:
        raise RoleUnknown(f"{role!r} is none of {', '.join(ROLES)}")
    if find_user(session, name) is not None:
        raise UsernameTaken(f"there is a user {name!r} already")
    made = Credentials(name, generate_password())
    hashed = hash_password(made.password)
    session.add(ConsoleUser(username=name, password_hash=hashed, role=role, created_at=now))
    _record(session, name, "user_added", now, role=role)
    return made


def reset_password(session: Session, username: str, now: datetime) -> Credentials:
    """Give the user a new generated password; lift a lock-out and end all of the logins.

    Raises NoSuchUser where there is no such name.
    """
    user = find_user(session, username)
    if user is None:
        raise NoSuchUser(f"there is no user {normal_username(username)!r}")
    made = Credentials(user.username, generate_password())
    user.password_hash = hash_password(made.password)
    user.failed_logins, user.locked_until = 0, None
    close_all_sessions(session, user.id)
    _record(session, user.username, "password_reset", now)
    return made


def _record(session: Session, name: str, action: str, now: datetime, **details: str) -> None:
    audit.record(
        session, actor="system", action=action, subject=f"user:{name}", details=details, now=now
    )
