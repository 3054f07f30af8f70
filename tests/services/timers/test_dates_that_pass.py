"""What happens by itself when nobody acts: reminders, escalation, an end; never a solution."""

from datetime import date, timedelta

from sqlalchemy import select

from casework.cases import Ending, change, ending_of, history
from casework.letters.content import LetterContent
from casework.negotiation.answers import PointAnswer, Stance, take_answers
from casework.negotiation.offers import accept_offer, make_offer, offers_of
from casework.negotiation.terms import Terms
from casework.negotiation.watch import claim_done, confirm_done, obligations_of
from casework.store.database import reading, transaction
from casework.store.life_models import Timer
from casework.store.models import Case


def pay(by: date | None = None) -> Terms:
    duty = {"owed_by": "trader", "what": "pay", "amount": "90", "currency": "EUR", "by": by}
    return Terms.model_validate({"duties": [duty]})


def agree(world, by: date | None = None) -> int:
    with transaction() as session:
        case = session.get_one(Case, world.case_id)
        offer = make_offer(session, case, by="trader", terms=pay(by), now=world.now)
        accept_offer(session, case, offer.id, by="consumer", terms_sha256=offer.terms_sha256,
                     now=world.now)  # fmt: skip
        return obligations_of(session, case)[0].id


def ending(world) -> Ending | None:
    with reading() as session:
        return ending_of(session, session.get_one(Case, world.case_id))


def test_a_letter_that_was_not_sent_is_asked_about_three_times_and_no_more(world) -> None:
    world.pass_days(30)
    assert (world.state, world.told("send_letter")) == ("filed", 3)


def test_a_letter_that_was_sent_is_not_asked_about(world) -> None:
    world.work()
    world.send_letter()
    world.pass_days(10)
    assert world.told("send_letter") == 0


def test_a_silent_trader_makes_the_next_letter_and_tells_consumer_and_mediator(world) -> None:
    world.send_letter()
    world.pass_days(13)
    assert world.told("trader_silent") == 0
    world.pass_days(4)
    assert (world.told("trader_silent"), world.told("trader_silent", "mediator")) == (1, 1)
    assert world.state == "letter_sent"
    with reading() as session:
        case = session.get_one(Case, world.case_id)
        letters = [LetterContent.model_validate(letter.content) for letter in case.letters]
        assert case.person_wanted_at is not None
    assert len(letters) == 2
    section = letters[1].section("reply")
    assert section is not None
    assert section.blocks[0].sentences[0].text == "You have not answered my letter."
    assert letters[1].answer_by.date > world.now.date()


def test_a_trader_that_answers_in_time_is_not_called_silent(world) -> None:
    world.send_letter()
    link = world.link()
    with transaction() as session:
        case = session.get_one(Case, world.case_id)
        answer = PointAnswer(point="amount", stance=Stance.DISPUTE)
        take_answers(session, case, link, [answer], world.now)
    world.pass_days(20)
    assert world.told("trader_silent") == 0
    assert world.state == "trader_answered"


def test_after_ten_days_of_negotiation_a_mediator_is_asked(world) -> None:
    with transaction() as session:
        case = session.get_one(Case, world.case_id)
        make_offer(session, case, by="trader", terms=pay(), now=world.now)
    world.pass_days(9)
    assert world.state == "negotiating"
    world.pass_days(1)
    assert (world.state, world.told("mediation", "mediator")) == ("mediation", 1)


def test_an_offer_runs_out_by_itself(world) -> None:
    with transaction() as session:
        case = session.get_one(Case, world.case_id)
        make_offer(session, case, by="trader", terms=pay(), now=world.now)
    world.pass_days(8)
    with reading() as session:
        (offer,) = offers_of(session, session.get_one(Case, world.case_id))
    assert offer.state == "expired"
    assert (world.told("offer_expired"), world.told("offer_expired", "trader")) == (1, 1)


def test_the_trader_is_reminded_and_the_consumer_asked_three_times(world) -> None:
    agree(world, date(2026, 12, 10))
    world.pass_days(14)
    assert world.told("due_soon", "trader") == 1
    assert world.told("was_it_done") == 0
    world.pass_days(30)
    assert (world.told("was_it_done"), world.state) == (3, "settled")


def test_what_is_confirmed_is_not_asked_about_and_closes_as_confirmed(world) -> None:
    number = agree(world)
    with transaction() as session:
        case = session.get_one(Case, world.case_id)
        confirm_done(session, case, number, by="consumer", now=world.now)
    world.pass_days(13)
    assert world.state == "performed"
    world.pass_days(2)
    assert (world.state, ending(world)) == ("closed", Ending.CONFIRMED)
    assert (world.told("was_it_done"), world.told("closed")) == (0, 1)


def test_silence_on_both_sides_ends_the_case_as_silent_and_not_as_solved(world) -> None:
    world.send_letter()
    world.pass_days(61)
    assert world.told("closing_soon") == 1
    assert world.state == "letter_sent"
    world.pass_days(15)
    assert (world.state, ending(world)) == ("closed", Ending.SILENT)


def test_the_traders_bare_word_ends_the_case_as_claimed_and_not_as_solved(world) -> None:
    number = agree(world)
    with transaction() as session:
        case = session.get_one(Case, world.case_id)
        claim_done(session, case, number, by="trader", now=world.now)
    world.pass_days(76)
    assert (world.state, ending(world)) == ("closed", Ending.CLAIMED)


def test_a_word_after_the_warning_keeps_the_case_open(world) -> None:
    world.send_letter()
    world.pass_days(62)
    with transaction() as session:
        case = session.get_one(Case, world.case_id)
        change(session, case, "mediate", actor="consumer", why="I am here.", now=world.now)
    world.pass_days(40)
    assert world.state == "mediation"
    world.pass_days(40)
    assert ending(world) is Ending.SILENT


def test_a_closed_case_is_left_alone(world) -> None:
    world.work()
    with transaction() as session:
        case = session.get_one(Case, world.case_id)
        change(session, case, "withdraw", actor="consumer", why="Paid.", now=world.now)
    world.pass_days(100)
    with reading() as session:
        case = session.get_one(Case, world.case_id)
        assert [row.event for row in history(session, case)] == ["file", "withdraw"]
        waiting = session.scalars(select(Timer).where(Timer.state == "waiting")).all()
    assert waiting == []


def test_a_clock_set_back_runs_nothing_twice(world) -> None:
    world.send_letter()
    world.pass_days(16)
    told = world.told("trader_silent")
    world.now -= timedelta(days=10)
    world.pass_days(12)
    assert world.told("trader_silent") == told == 1
