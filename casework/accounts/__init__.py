"""Who may work in the console: users, passwords, logins and sessions. No web framework."""

from casework.accounts.login import LoginRefused, log_in
from casework.accounts.sessions import (
    OpenedSession,
    SignedIn,
    close_session,
    open_session,
    signed_in,
)
from casework.accounts.users import (
    Credentials,
    NoSuchUser,
    RoleUnknown,
    UsernameRefused,
    UsernameTaken,
    create_user,
    ensure_first_login,
    reset_password,
)

__all__ = [
    "Credentials",
    "LoginRefused",
    "NoSuchUser",
    "OpenedSession",
    "RoleUnknown",
    "SignedIn",
    "UsernameRefused",
    "UsernameTaken",
    "close_session",
    "create_user",
    "ensure_first_login",
    "log_in",
    "open_session",
    "reset_password",
    "signed_in",
]
