"""The agreement: what both sides said yes to, frozen with their moments, and what follows."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.cases import LifeTimes, change
from casework.cases.notices import tell
from casework.evidence.passport.verify import canonical
from casework.negotiation.terms import Duty, Terms
from casework.store.life_models import Agreement, BlindBid, Obligation, Offer
from casework.store.models import Case, Party, new_id
from casework.timers.kinds import (
    ANSWER_DUE,
    ASK_IF_DONE,
    DUE_SOON,
    NEGOTIATION_ENDS,
    OFFER_EXPIRES,
    after,
    morning,
)
from casework.timers.table import cancel_timers, set_timer


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Signatory(_Frozen):
    """A side by name, and the moment of its yes (UTC)."""

    role: str
    name: str
    accepted_at: datetime


class AgreedDuty(_Frozen):
    """A duty with its last day, as values and in words."""

    position: int
    owed_by: str
    what: str
    amount: str | None
    currency: str | None
    due_on: date
    words: str


class AgreementContent(_Frozen):
    """All that the agreement says; every print of it is made from this alone."""

    number: str
    agreed_on: date
    parties: tuple[Signatory, ...]
    duties: tuple[AgreedDuty, ...]
    offer_sha256: str

    def canonical(self) -> str:
        """Return the content as JSON that is the same for the same content."""
        return canonical(self.model_dump(mode="json")).decode()


def conclude(
    session: Session, case: Case, offer: Offer, by: str, now: datetime, times: LifeTimes
) -> Agreement:
    """Write the agreement of an accepted offer, its obligations and their timers.

    Raises:
        ChangeRefused: the case cannot be settled from where it stands.
        ValueError: a side has not said yes.

    """
    if offer.consumer_accepted_at is None or offer.trader_accepted_at is None:
        raise ValueError("both sides have to say yes")
    terms = Terms.model_validate(offer.terms).dated((now + times.payment).date())
    content = _content(session, case, offer, terms, now)
    text = content.canonical()
    agreement = Agreement(
        id=new_id(),
        case_id=case.id,
        offer_id=offer.id,
        content=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        consumer_accepted_at=offer.consumer_accepted_at,
        trader_accepted_at=offer.trader_accepted_at,
        made_at=now,
    )
    session.add(agreement)
    session.flush()
    _end_the_talks(session, case, now)
    for position, duty in enumerate(terms.duties, start=1):
        _owe(session, case, agreement, position, duty, now)
    details = {"agreement": agreement.id, "offer": offer.id}
    why = " ".join(terms.in_words())
    change(session, case, "settle", actor=by, why=why, now=now, details=details)
    tell(session, case, "settled", key=f"settled:{agreement.id}", now=now)
    return agreement


def agreement_of(session: Session, case: Case) -> Agreement | None:
    """Return the newest agreement of the case."""
    own = select(Agreement).where(Agreement.case_id == case.id)
    return session.scalar(own.order_by(Agreement.made_at.desc(), Agreement.id).limit(1))


def content_of(agreement: Agreement) -> AgreementContent:
    """Return what an agreement says, as values."""
    return AgreementContent.model_validate_json(agreement.content)


def _content(
    session: Session, case: Case, offer: Offer, terms: Terms, now: datetime
) -> AgreementContent:
    rows = session.scalars(select(Party).where(Party.case_id == case.id))
    names = {party.role: party.name for party in rows}
    moments = {"consumer": offer.consumer_accepted_at, "trader": offer.trader_accepted_at}
    return AgreementContent(
        number=case.number,
        agreed_on=now.date(),
        parties=tuple(
            Signatory(role=role, name=names.get(role, ""), accepted_at=moment)
            for role, moment in moments.items()
            if moment is not None
        ),
        duties=tuple(
            _agreed(position, duty, words)
            for position, (duty, words) in enumerate(
                zip(terms.duties, terms.in_words(), strict=True), start=1
            )
        ),
        offer_sha256=offer.terms_sha256,
    )


def _agreed(position: int, duty: Duty, words: str) -> AgreedDuty:
    plain: dict[str, Any] = duty.model_dump(mode="json")
    return AgreedDuty(
        position=position,
        owed_by=duty.owed_by,
        what=duty.what,
        amount=plain["amount"],
        currency=duty.currency,
        due_on=plain["by"],
        words=words,
    )


def _owe(
    session: Session, case: Case, agreement: Agreement, position: int, duty: Duty, now: datetime
) -> None:
    if duty.by is None:
        raise ValueError("an obligation needs its last day")
    row = Obligation(
        case_id=case.id,
        agreement_id=agreement.id,
        position=position,
        owed_by=duty.owed_by,
        what=duty.what,
        amount_minor=duty.minor,
        currency=duty.currency,
        due_on=duty.by,
        state="open",
    )
    session.add(row)
    session.flush()
    details = {"obligation": row.id}
    soon = morning(duty.by - timedelta(days=3))
    if soon > now:
        set_timer(session, case, DUE_SOON, key=f"{DUE_SOON}:{row.id}", due_at=soon,
                  details=details)  # fmt: skip
    set_timer(session, case, ASK_IF_DONE, key=f"{ASK_IF_DONE}:{row.id}",
              due_at=max(after(duty.by), now), details=details | {"asked": 0})  # fmt: skip


def _end_the_talks(session: Session, case: Case, now: datetime) -> None:
    """End what the agreement takes the place of, an older one that was not kept as well."""
    kinds = (ANSWER_DUE, NEGOTIATION_ENDS, OFFER_EXPIRES, DUE_SOON, ASK_IF_DONE)
    cancel_timers(session, case, *kinds, now=now)
    session.execute(
        update(Obligation)
        .where(Obligation.case_id == case.id, Obligation.state.in_(("open", "claimed", "broken")))
        .values(state="replaced")
    )
    session.execute(
        update(BlindBid)
        .where(BlindBid.case_id == case.id, BlindBid.state == "sealed")
        .values(state="withdrawn", ended_at=now)
    )
