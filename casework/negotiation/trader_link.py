"""The trader's link: signed, expiring, revocable, for one case; no account.

The token is a signature over the link's id and its end, so that it can be printed again for a
second attempt at mailing, while the database holds nothing that opens the page.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.store import audit
from casework.store.life_models import TraderLink
from casework.store.models import Case, new_id
from casework.store.plain import storable

_SALT = "redress.trader-link"
_LONGEST = 300  # characters; ours have about 110


class LinkRefused(Exception):
    """The link does not open the page."""

    code = "link_unknown"


class LinkExpired(LinkRefused):
    """The link's time is over."""

    code = "link_expired"


class LinkRevoked(LinkRefused):
    """The link was called back."""

    code = "link_revoked"


def issue_link(
    session: Session, case: Case, *, key: bytes, now: datetime, valid: timedelta
) -> TraderLink:
    """Return a fresh link of the case; ``token_of`` gives what is printed in it."""
    link = TraderLink(
        id=new_id(), case_id=case.id, created_at=now, expires_at=now + valid, token_hash=b""
    )
    link.token_hash = _digest(token_of(link, key))
    session.add(link)
    session.flush()
    return link


def token_of(link: TraderLink, key: bytes) -> str:
    """Return the token of a link: the same one each time."""
    return _serializer(key).dumps([link.id, int(link.expires_at.timestamp())])


def open_link(session: Session, token: str, *, key: bytes, now: datetime) -> TraderLink:
    """Return the link that a token opens, and note the first time that it is opened.

    Raises:
        LinkRefused: the token is none of ours.
        LinkExpired, LinkRevoked: it was one.

    """
    link = _found(session, token, key)
    if link.revoked_at is not None:
        raise LinkRevoked("the link was called back")
    if now >= link.expires_at:
        raise LinkExpired("the link's time is over")
    if link.first_opened_at is None:
        link.first_opened_at = now
        case = session.get_one(Case, link.case_id)
        audit.record(
            session, actor="trader", action="trader_link_opened", subject=case.number, now=now
        )
    return link


def revoke_links(session: Session, case: Case, why: str, now: datetime) -> None:
    """Call every link of the case back; what was revoked before keeps its reason."""
    session.execute(
        update(TraderLink)
        .where(TraderLink.case_id == case.id, TraderLink.revoked_at.is_(None))
        .values(revoked_at=now, revoked_why=storable(why))
    )


def _found(session: Session, token: str, key: bytes) -> TraderLink:
    if len(token) > _LONGEST:
        raise LinkRefused("no link of ours is so long")
    try:
        _serializer(key).loads(token)
    except BadData as error:
        raise LinkRefused("the link was not made here") from error
    link = session.scalar(select(TraderLink).filter_by(token_hash=_digest(token)))
    if link is None:
        raise LinkRefused("there is no such link")
    return link


def _serializer(key: bytes) -> URLSafeSerializer:
    signing = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    return URLSafeSerializer(key, salt=_SALT, signer_kwargs=signing)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
