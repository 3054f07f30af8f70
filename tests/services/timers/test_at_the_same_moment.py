"""Two people who act at once: the first one counts, and the other is told why it does not."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import select

from casework.cases import ChangeRefused, history
from casework.negotiation.errors import OfferRefused
from casework.negotiation.offers import accept_offer, expire_offer, make_offer, offers_of
from casework.negotiation.terms import Terms
from casework.store.database import reading, transaction
from casework.store.life_models import Agreement
from casework.store.models import Case


def pay(amount: str) -> Terms:
    duty = {"owed_by": "trader", "what": "pay", "amount": amount, "currency": "EUR"}
    return Terms.model_validate({"duties": [duty]})


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts in threads that start together; return what became of each."""
    start, results = threading.Barrier(len(acts)), ["?"] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            results[number] = "done"
        except (OfferRefused, ChangeRefused) as refused:
            results[number] = refused.code

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.parametrize("_round", range(5))
def test_a_yes_and_a_counter_offer_at_once_leave_one_outcome(world, _round: int) -> None:
    with transaction() as session:
        case = session.get_one(Case, world.case_id)
        offer = make_offer(session, case, by="trader", terms=pay("90"), now=world.now)

    def say_yes() -> None:
        with transaction() as session:
            own = session.get_one(Case, world.case_id)
            accept_offer(session, own, offer.id, by="consumer",
                         terms_sha256=offer.terms_sha256, now=world.now)  # fmt: skip

    def replace() -> None:
        with transaction() as session:
            own = session.get_one(Case, world.case_id)
            make_offer(session, own, by="trader", terms=pay("10"), now=world.now)

    results = at_once(say_yes, replace, say_yes)
    with reading() as session:
        agreements = session.scalars(select(Agreement)).all()
        states = [o.state for o in offers_of(session, session.get_one(Case, world.case_id))]
    if results[1] == "done":
        assert (agreements, states) == ([], ["withdrawn", "open"])
        assert results[0] == results[2] == "offer_ended"
    else:
        assert (len(agreements), states) == (1, ["accepted"])
        assert sorted((results[0], results[2])) == ["done", "offer_ended"]


def test_an_offer_that_is_accepted_as_it_expires_has_one_end(world) -> None:
    with transaction() as session:
        case = session.get_one(Case, world.case_id)
        offer = make_offer(session, case, by="trader", terms=pay("90"), now=world.now)
    end = offer.expires_at

    def say_yes() -> None:
        with transaction() as session:
            own = session.get_one(Case, world.case_id)
            accept_offer(session, own, offer.id, by="consumer",
                         terms_sha256=offer.terms_sha256, now=end)  # fmt: skip

    def expire() -> None:
        with transaction() as session:
            expire_offer(session, session.get_one(Case, world.case_id), offer.id, end)

    results = at_once(say_yes, expire, expire)
    assert results[0] in ("offer_expired", "offer_ended")
    with reading() as session:
        case = session.get_one(Case, world.case_id)
        assert [o.state for o in offers_of(session, case)] == ["expired"]
        assert "settle" not in [row.event for row in history(session, case)]
