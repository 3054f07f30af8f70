"""What one side may see of the negotiation: offers, its own secret figure, what is owed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from casework.negotiation.agreement import AgreementContent, agreement_of, content_of
from casework.negotiation.bids import bid_status
from casework.negotiation.offers import offers_of, terms_of
from casework.negotiation.points import letter_content
from casework.negotiation.watch import in_words, obligations_of
from casework.store.life_models import Offer
from casework.store.models import Case


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class OfferView(_Frozen):
    """An offer in words; ``sha256`` is what a side says yes to."""

    id: str
    sequence: int
    made_by: str
    kind: str
    words: tuple[str, ...]
    said: str | None
    state: str
    made_at: datetime
    expires_at: datetime
    sha256: str
    can_be_answered: bool  # by this side, now


class OwedView(_Frozen):
    """Something that is owed under the agreement in force."""

    id: int
    owed_by: str
    words: str
    due_on: date
    state: str


class TalksView(_Frozen):
    """The negotiation as one side sees it, beside what the letter asks for."""

    side: str
    claim: str | None  # the sum of the letter, in print
    offers: tuple[OfferView, ...]
    own_figure: Decimal | None
    other_has_named_a_figure: bool
    rounds_left: int
    agreement: AgreementContent | None
    owed: tuple[OwedView, ...]


def talks_view(
    session: Session, case: Case, side: Literal["consumer", "trader"], now: datetime
) -> TalksView:
    """Return what a side may see; of secret figures never the other side's."""
    content = letter_content(session, case)
    table = None if content is None else content.amount_table()
    bids = bid_status(session, case, side)
    agreement = agreement_of(session, case)
    return TalksView(
        side=side,
        claim=None if table is None else table.total_text,
        offers=tuple(_offer(offer, side, now) for offer in offers_of(session, case)),
        own_figure=bids.own,
        other_has_named_a_figure=bids.other_has_bid,
        rounds_left=bids.rounds_left,
        agreement=None if agreement is None else content_of(agreement),
        owed=_owed(session, case),
    )


def _offer(offer: Offer, side: str, now: datetime) -> OfferView:
    said_yes = offer.consumer_accepted_at if side == "consumer" else offer.trader_accepted_at
    is_open = offer.state == "open" and now < offer.expires_at
    return OfferView(
        id=offer.id,
        sequence=offer.sequence,
        made_by=offer.made_by,
        kind=offer.kind,
        words=terms_of(offer).in_words(),
        said=offer.said,
        state=offer.state,
        made_at=offer.made_at,
        expires_at=offer.expires_at,
        sha256=offer.terms_sha256,
        can_be_answered=is_open and said_yes is None,
    )


def _owed(session: Session, case: Case) -> tuple[OwedView, ...]:
    return tuple(
        OwedView(
            id=row.id,
            owed_by=row.owed_by,
            words=in_words(session, row),
            due_on=row.due_on,
            state=row.state,
        )
        for row in obligations_of(session, case)
    )
