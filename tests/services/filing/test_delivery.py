import hashlib
import hmac
from datetime import timedelta

import pytest

from casework.filing.outbox import claim_next, requeue_failed
from casework.filing.worker import FIRST_DELAY, MAX_ATTEMPTS
from casework.store.database import transaction


def test_a_waiting_case_is_delivered_once(receiver, post, clock) -> None:
    post.enqueue("one")
    assert post.deliver(receiver)
    assert not post.deliver(receiver)
    assert [r.json["case"] for r in receiver.requests] == [{"number": "one", "goods": "Käse"}]
    row = post.row("one")
    assert (row.status, row.attempts, row.delivered_at) == ("delivered", 1, clock())


def test_cases_are_delivered_in_the_order_in_which_they_fell_due(receiver, post, clock) -> None:
    post.enqueue("one")
    clock.move(timedelta(seconds=1))
    post.enqueue("two", "three")
    while post.deliver(receiver):
        pass
    assert [r.json["case"]["number"] for r in receiver.requests] == ["one", "two", "three"]


def test_a_receiver_that_is_down_gets_the_case_when_it_is_up(receiver, post, clock) -> None:
    post.enqueue("one")
    receiver.stop()
    assert post.deliver(receiver)
    row = post.row("one")
    assert (row.status, row.last_error) == ("waiting", "ConnectionError")
    receiver.start()
    assert not post.deliver(receiver), "it is not due yet"
    clock.move(FIRST_DELAY)
    assert post.deliver(receiver)
    assert post.row("one").status == "delivered"
    assert post.row("one").last_error is None


@pytest.mark.parametrize("status", [500, 503, 302, 408, 409, 425, 429])
def test_an_answer_that_may_change_is_tried_again_with_the_same_key_and_body(
    receiver, post, clock, status: int
) -> None:
    post.enqueue("one")
    receiver.statuses = [status]
    post.deliver(receiver)
    assert post.row("one").last_error == f"HTTP {status}"
    clock.move(FIRST_DELAY)
    post.deliver(receiver)
    first, second = receiver.requests
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]
    assert first.body == second.body
    assert (post.row("one").status, post.row("one").attempts) == ("delivered", 2)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
def test_a_refusal_for_good_is_not_tried_again(receiver, post, clock, status: int) -> None:
    post.enqueue("one")
    receiver.statuses = [status]
    post.deliver(receiver)
    clock.move(timedelta(days=30))
    assert not post.deliver(receiver)
    assert (post.row("one").status, post.row("one").last_error) == ("failed", f"HTTP {status}")


def test_one_refused_case_does_not_hold_up_the_next(receiver, post) -> None:
    post.enqueue("one", "two")
    receiver.statuses = [400]
    while post.deliver(receiver):
        pass
    assert (post.row("one").status, post.row("two").status) == ("failed", "delivered")


def test_a_case_is_given_up_after_the_last_attempt(receiver, post, clock) -> None:
    post.enqueue("one")
    receiver.statuses = [500] * MAX_ATTEMPTS
    for _ in range(MAX_ATTEMPTS):
        clock.move(timedelta(hours=6))
        assert post.deliver(receiver)
    clock.move(timedelta(days=30))
    assert not post.deliver(receiver)
    assert len(receiver.requests) == MAX_ATTEMPTS
    assert post.row("one").status == "failed"


def test_what_was_given_up_can_be_tried_again(receiver, post, clock) -> None:
    post.enqueue("one")
    receiver.statuses = [401]
    post.deliver(receiver)
    with transaction() as session:
        assert requeue_failed(session, clock()) == 1
    assert post.deliver(receiver)
    assert post.row("one").status == "delivered"


def test_the_receivers_wish_to_wait_longer_is_respected(receiver, post, clock) -> None:
    post.enqueue("one")
    receiver.statuses, receiver.headers = [429], {"Retry-After": "600"}
    post.deliver(receiver)
    assert post.row("one").next_attempt_at == clock() + timedelta(seconds=600)


@pytest.mark.parametrize("asked", ["-1", "soon", "٣", "Tue, 24 Nov 2026 10:00:00 GMT"])
def test_a_wish_that_cannot_be_read_changes_nothing(receiver, post, clock, asked: str) -> None:
    post.enqueue("one")
    receiver.statuses, receiver.headers = [503], {"Retry-After": asked.encode().decode("latin-1")}
    post.deliver(receiver)
    assert post.row("one").next_attempt_at == clock() + FIRST_DELAY


def test_a_case_is_not_carried_to_where_a_redirect_points(receiver, post) -> None:
    post.enqueue("one")
    receiver.statuses, receiver.headers = [307], {"Location": "/elsewhere"}
    post.deliver(receiver)
    assert len(receiver.requests) == 1
    assert post.row("one").status == "waiting"


def test_the_receiver_can_verify_who_sent_the_case_and_when(receiver, post, clock) -> None:
    post.enqueue("one")
    post.deliver(receiver)
    request = receiver.requests[0]
    timestamp = request.headers["X-Redress-Timestamp"]
    signed = timestamp.encode() + b"." + request.body
    expected = hmac.new(b"a secret that both sides know", signed, hashlib.sha256).hexdigest()
    assert request.headers["X-Redress-Signature"] == f"sha256={expected}"
    assert int(timestamp) == int(clock().timestamp())


def test_each_attempt_is_signed_anew_at_its_own_time(receiver, post, clock) -> None:
    post.enqueue("one")
    receiver.statuses = [500]
    post.deliver(receiver)
    clock.move(FIRST_DELAY)
    post.deliver(receiver)
    first, second = (r.headers["X-Redress-Signature"] for r in receiver.requests)
    assert first != second


def test_without_a_key_nothing_pretends_to_be_signed(receiver, post) -> None:
    post.enqueue("one")
    post.deliver(receiver, secret=None)
    headers = {name.lower() for name in receiver.requests[0].headers}
    assert headers.isdisjoint({"x-redress-signature", "x-redress-timestamp"})


def test_after_a_worker_died_the_receiver_knows_the_second_copy_by_its_key(
    receiver, post, clock
) -> None:
    post.enqueue("one")
    post.deliver(receiver)
    with transaction() as session:  # as if the first worker had died before it could note it
        row = post.row("one")
        row.status, row.delivered_at = "waiting", None
        session.merge(row)
    assert not post.deliver(receiver), "the lease of the dead worker still runs"
    clock.move(timedelta(minutes=2))
    assert post.deliver(receiver)
    assert len(receiver.requests) == 2
    assert list(receiver.cases) == ["case_filed:one"]
    assert post.row("one").status == "delivered"


def test_a_claimed_case_is_not_claimed_by_another_worker(post, clock) -> None:
    post.enqueue("one")
    with transaction() as session:
        assert claim_next(session, clock(), ("case_filed",)) is not None
    with transaction() as session:
        assert claim_next(session, clock(), ("case_filed",)) is None
