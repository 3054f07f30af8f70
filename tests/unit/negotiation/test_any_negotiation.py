"""Whatever both sides, a mediator and the clock do: no offer is lost, and nothing is agreed twice.

``REDRESS_LIFE_RUNS`` sets the number of negotiations (the full count is 2,000).
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases import ChangeRefused, change, history, replayed
from casework.negotiation.agreement import content_of
from casework.negotiation.bids import bid_status, place_bid
from casework.negotiation.errors import OfferRefused
from casework.negotiation.mediating import ask_for_mediation
from casework.negotiation.offers import (
    accept_offer,
    decline_offer,
    expire_offer,
    make_offer,
    make_proposal,
    offers_of,
    open_offer,
    terms_of,
    withdraw_offer,
)
from casework.negotiation.terms import Terms
from casework.negotiation.watch import claim_done, confirm_done, obligations_of, report_not_done
from casework.store.database import make_engine
from casework.store.life_models import Agreement, BlindBid, Obligation
from casework.store.testing import fresh_database
from tests.unit.cases.filed import a_bare_case

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SIDES = st.sampled_from(["consumer", "trader"])
WHO = st.sampled_from(["consumer", "trader", "mediator:mia", "stranger"])
CENTS = st.integers(1, 20_000)
_numbers = count(1)


def pay(cents: int) -> Terms:
    duty = {"owed_by": "trader", "what": "pay", "amount": Decimal(cents) / 100, "currency": "EUR"}
    return Terms.model_validate({"duties": [duty]})


class AnyNegotiation(RuleBasedStateMachine):
    """One case in which everything is tried."""

    folder = TemporaryDirectory(prefix="redress-talks-")
    _database = fresh_database(Path(folder.name))
    engine = make_engine(_database.__enter__())

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(self.engine)
        self.now = NOW
        self.case = a_bare_case(self.session, NOW, f"RD-{next(_numbers):09d}")
        self.made = 0

    def teardown(self) -> None:
        self.session.rollback()
        self.session.close()

    def attempt(self, act: Callable[[], object]) -> object:
        """Try something; what is refused must leave everything as it was."""
        before = self.picture()
        try:
            with self.session.begin_nested():
                return act()
        except (ChangeRefused, OfferRefused):
            assert self.picture() == before
            return None

    def picture(self) -> tuple[object, ...]:
        self.session.flush()
        self.session.expire_all()
        offers = tuple((o.id, o.state, o.ended_at) for o in offers_of(self.session, self.case))
        owed = tuple((o.id, o.state) for o in self.session.scalars(select(Obligation)))
        life = tuple(row.led_to for row in history(self.session, self.case)[1:])
        return offers, owed, life

    def last_offer(self) -> str:
        offers = offers_of(self.session, self.case)
        return offers[-1].id if offers else "none"

    @rule(hours=st.integers(-30, 240))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(by=WHO, cents=CENTS)
    def an_offer(self, by: str, cents: int) -> None:
        made = self.attempt(
            lambda: make_offer(self.session, self.case, by=by, terms=pay(cents), now=self.now)
        )
        self.made += made is not None

    @rule(who=WHO, cents=CENTS)
    def a_proposal(self, who: str, cents: int) -> None:
        made = self.attempt(
            lambda: make_proposal(
                self.session, self.case, mediator=who, terms=pay(cents), now=self.now
            )
        )
        self.made += made is not None

    @rule(by=WHO, twice=st.booleans())
    def a_yes(self, by: str, twice: bool) -> None:
        known = open_offer(self.session, self.case)
        offer_id, digest = (known.id, known.terms_sha256) if known else (self.last_offer(), "")
        for _ in range(2 if twice else 1):
            self.attempt(
                lambda: accept_offer(
                    self.session, self.case, offer_id, by=by, terms_sha256=digest, now=self.now
                )
            )

    @rule(by=WHO)
    def a_no(self, by: str) -> None:
        offer = self.last_offer()
        self.attempt(
            lambda: decline_offer(self.session, self.case, offer, by=by, why="No.", now=self.now)
        )

    @rule(by=WHO)
    def a_step_back(self, by: str) -> None:
        offer = self.last_offer()
        self.attempt(lambda: withdraw_offer(self.session, self.case, offer, by=by, now=self.now))

    @rule()
    def the_timer(self) -> None:
        expire_offer(self.session, self.case, self.last_offer(), self.now)

    @rule(by=SIDES, cents=CENTS)
    def a_secret_bid(self, by: str, cents: int) -> None:
        amount = Decimal(cents) / 100
        status = self.attempt(
            lambda: place_bid(
                self.session, self.case, by=by, amount=amount, currency="EUR", now=self.now
            )
        )
        if status is not None and status.settled_at is not None:  # type: ignore[attr-defined]
            self.made += self.case.life == "settled"

    @rule(by=SIDES)
    def mediation(self, by: str) -> None:
        self.attempt(
            lambda: ask_for_mediation(self.session, self.case, by=by, why="Stuck.", now=self.now)
        )

    @rule(by=SIDES, done=st.sampled_from(["claim", "confirm", "deny"]))
    def news_of_the_money(self, by: str, done: str) -> None:
        owed = obligations_of(self.session, self.case)
        if not owed:
            return
        number = owed[-1].id
        acts: dict[str, Callable[[], object]] = {
            "claim": lambda: claim_done(self.session, self.case, number, by=by, now=self.now),
            "confirm": lambda: confirm_done(self.session, self.case, number, by=by, now=self.now),
            "deny": lambda: report_not_done(
                self.session, self.case, number, by=by, why="No.", now=self.now
            ),
        }
        self.attempt(acts[done])

    @rule(event=st.sampled_from(["withdraw", "reopen", "give_up"]), often=st.integers(0, 3))
    def the_consumer(self, event: str, often: int) -> None:
        if often == 0:
            self.attempt(
                lambda: change(
                    self.session, self.case, event, actor="consumer", why="Enough.", now=self.now
                )
            )

    @invariant()
    def no_offer_is_lost_and_each_ends_with_a_reason(self) -> None:
        offers = offers_of(self.session, self.case)
        assert [o.sequence for o in offers] == list(range(1, self.made + 1))
        assert sum(o.state == "open" for o in offers) <= 1
        for offer in offers:
            if offer.state != "open":
                assert offer.ended_at is not None
                assert offer.ended_by
                assert offer.ended_why
            assert terms_of(offer).digest() == offer.terms_sha256

    @invariant()
    def nothing_is_agreed_without_both_or_twice(self) -> None:
        own = select(Agreement).where(Agreement.case_id == self.case.id)
        agreements = list(self.session.scalars(own))
        accepted = {o.id: o for o in offers_of(self.session, self.case) if o.state == "accepted"}
        settled = [r for r in history(self.session, self.case) if r.event == "settle"]
        assert len(agreements) == len(settled) == len(accepted)
        for agreement in agreements:
            offer = accepted[agreement.offer_id]
            assert offer.consumer_accepted_at == agreement.consumer_accepted_at
            assert offer.trader_accepted_at == agreement.trader_accepted_at
            sums = [duty.amount for duty in content_of(agreement).duties]
            assert sums == [str(terms_of(offer).model_dump(mode="json")["duties"][0]["amount"])]

    @invariant()
    def nothing_is_owed_twice(self) -> None:
        owed = obligations_of(self.session, self.case)
        unpaid = [o for o in owed if o.state != "confirmed"]
        assert len(unpaid) <= 1

    @invariant()
    def a_closed_case_has_nothing_open(self) -> None:
        if self.case.life == "closed":
            assert open_offer(self.session, self.case) is None
            sealed = select(BlindBid).filter_by(case_id=self.case.id, state="sealed")
            assert self.session.scalars(sealed).all() == []

    @invariant()
    def no_side_sees_the_others_figure(self) -> None:
        for by in ("consumer", "trader"):
            own = select(BlindBid).filter_by(case_id=self.case.id, state="sealed", made_by=by)
            sealed = self.session.scalar(own)
            seen = bid_status(self.session, self.case, by).own
            assert seen == (None if sealed is None else Decimal(sealed.amount_minor) / 100)

    @invariant()
    def the_history_is_whole(self) -> None:
        rows = history(self.session, self.case)
        assert (replayed(rows) or "filed") == (self.case.life or "filed")
        if self.case.life == "performed":
            assert all(o.state == "confirmed" for o in obligations_of(self.session, self.case))


TestAnyNegotiation = AnyNegotiation.TestCase
TestAnyNegotiation.settings = settings(
    max_examples=int(os.environ.get("REDRESS_LIFE_RUNS", "15")),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
