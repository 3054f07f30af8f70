"""The trader's link opens one case, for its time, until it is called back; nothing else does."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.negotiation.trader_link import (
    LinkExpired,
    LinkRefused,
    LinkRevoked,
    issue_link,
    open_link,
    revoke_links,
    token_of,
)
from casework.store.life_models import TraderLink
from casework.store.models import AuditEntry, Case


def test_the_token_opens_its_case_again_and_again(
    session: Session, case: Case, link: TraderLink, key: bytes, now: datetime
) -> None:
    token = token_of(link, key)
    for hours in (0, 1, 24 * 59):
        found = open_link(session, token, key=key, now=now + timedelta(hours=hours))
        assert found.case_id == case.id
    assert link.first_opened_at == now
    opened = select(AuditEntry).where(AuditEntry.action == "trader_link_opened")
    assert len(session.scalars(opened).all()) == 1


def test_the_token_is_not_in_the_database(link: TraderLink, key: bytes) -> None:
    token = token_of(link, key)
    kept = [str(getattr(link, column.name)) for column in TraderLink.__table__.columns]
    assert all(token not in value for value in kept)
    assert token.encode() not in link.token_hash


def test_a_link_ends_at_its_time(
    session: Session, link: TraderLink, key: bytes, now: datetime
) -> None:
    with pytest.raises(LinkExpired):
        open_link(session, token_of(link, key), key=key, now=link.expires_at)


def test_a_link_that_was_called_back_opens_nothing(
    session: Session, case: Case, link: TraderLink, key: bytes, now: datetime
) -> None:
    revoke_links(session, case, "It went to a wrong address.", now)
    with pytest.raises(LinkRevoked):
        open_link(session, token_of(link, key), key=key, now=now)
    fresh = issue_link(session, case, key=key, now=now, valid=timedelta(days=1))
    assert open_link(session, token_of(fresh, key), key=key, now=now) is fresh


def test_another_key_or_another_purpose_opens_nothing(
    session: Session, link: TraderLink, key: bytes, now: datetime
) -> None:
    forged = URLSafeSerializer(key, salt="another purpose").dumps([link.id, 2_000_000_000])
    for token in (token_of(link, b"another key"), forged):
        with pytest.raises(LinkRefused):
            open_link(session, token, key=key, now=now)


def test_a_signature_without_a_row_opens_nothing(
    session: Session, link: TraderLink, key: bytes, now: datetime
) -> None:
    token = token_of(link, key)
    session.delete(link)
    session.flush()
    with pytest.raises(LinkRefused):
        open_link(session, token, key=key, now=now)


@given(st.text(max_size=400), st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_guess_and_no_change_of_a_token_opens_anything(
    session: Session, link: TraderLink, key: bytes, now: datetime, noise: str, data: st.DataObject
) -> None:
    token = token_of(link, key)
    at = data.draw(st.integers(0, len(token)))
    for guess in (noise, token[:at] + noise, noise + token[at:]):
        if guess != token:
            with pytest.raises(LinkRefused):
                open_link(session, guess, key=key, now=now)
