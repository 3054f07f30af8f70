"""Where else to go: the open ways by their last day, law and courts, and who may have to answer."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.law import judged
from actions.rights import with_certainty
from actions.turn import CaseAction, Events, Turn, as_list
from casework.facts.catalogue import label_of
from casework.law.aside import JudgedCase
from casework.law.forum import Forum, ForumNote, forum_of
from casework.law.outcome import Availability
from casework.law.parties import Party, parties_of
from casework.law.routes import PlannedRoute, RoutePlan, plan_routes
from casework.store.cases import draft
from casework.words import spoken_date, word

MOST_ROUTES = 5
"""More ways than this on a phone are no help; those that end first are told."""


class TellOfJudgedCase(CaseAction):
    """An answer that hangs on what the law gives in the claim; it changes nothing."""

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Tell it for each claim, or say that the claim has to be known first."""
        cases = judged(draft(session, turn.conversation_id), turn.today)
        if not cases:
            say.utter_message(response="utter_rights_need_claim")
        for case in cases:
            if len(cases) > 1:
                claim = word("claims", case.outcome.claim_type)
                say.utter_message(response="utter_of_this_claim", claim=claim)
            self.tell(case, say)
        return []

    @abstractmethod
    def tell(self, case: JudgedCase, say: CollectingDispatcher) -> None:
        """Tell of this case."""


class ExplainRoutes(TellOfJudgedCase):
    """Tell the ways that are open, what ends first standing first, and which one closes others."""

    action_name = "action_explain_routes"

    def tell(self, case: JudgedCase, say: CollectingDispatcher) -> None:
        """List the ways; a way whose last day has passed is never among them."""
        plan = plan_routes(case)
        if not plan.routes:
            say.utter_message(response="utter_routes_none")
            return
        told = sorted(plan.routes, key=is_a_maybe)[:MOST_ROUTES]
        say.utter_message(response="utter_routes", list=as_list(map(route_line, told)))
        warnings = list(careful(plan, told))
        if warnings:
            say.utter_message(response="utter_routes_careful", list=as_list(warnings))
        say.utter_message(response="utter_sources", sources=sources(r.cite for r in told))


class ExplainForum(TellOfJudgedCase):
    """Tell which law applies, which court, body or authority there is, and up to what sum."""

    action_name = "action_explain_forum"

    def tell(self, case: JudgedCase, say: CollectingDispatcher) -> None:
        """List what holds, and which answers would tell more."""
        forum = forum_of(case)
        notes = [note for _, note in forum.notes()]
        if notes:
            say.utter_message(response="utter_forum", list=as_list(map(note_line, notes)))
            say.utter_message(response="utter_sources", sources=sources(n.cite for n in notes))
        if forum.needs or not notes:
            say.utter_message(response="utter_forum_needs", list=needed(forum))


class ExplainParties(TellOfJudgedCase):
    """Tell who may have to answer, who need not, and how to find out a name that is missing."""

    action_name = "action_explain_parties"

    def tell(self, case: JudgedCase, say: CollectingDispatcher) -> None:
        """List the parties, the liable ones first."""
        say.utter_message(
            response="utter_parties", list=as_list(party_line(p) for p in parties_of(case))
        )


def is_a_maybe(route: PlannedRoute) -> bool:
    """Tell whether a way without a last day is not sure to be open; those can wait."""
    return route.expires is None and route.available is not Availability.NOW


def route_line(route: PlannedRoute) -> str:
    """Return one way as a line: its name, its last day, what it is and where."""
    day = f" ({word('routes', 'until')} {spoken_date(route.expires.date)})" if route.expires else ""
    condition = f" {route.condition}" if route.condition else ""
    where = ". ".join(place for place in (route.where, route.web) if place)
    says = with_certainty(f"{route.says}{condition}", route.certainty)
    return f"{route.name}{day}: {says}{f' {where}' if where else ''}"


def note_line(note: ForumNote) -> str:
    """Return one note on law or forum as a line."""
    where = f" {note.web}" if note.web else ""
    return f"{with_certainty(note.says, note.certainty)}{where}"


def party_line(party: Party) -> str:
    """Return one party as a line: its role, the name if it is known, and what is left to do."""
    name = f" ({party.name})" if party.name else ""
    answers = word("answers", party.answers)
    left = " ".join([*(lead.says for lead in party.leads), *party.find_out])
    return f"{party.role_name}{name}: {answers} {left}".strip()


def careful(plan: RoutePlan, told: Iterable[PlannedRoute]) -> Iterator[str]:
    """Yield what closes other ways, for the ways that are told."""
    names = {route.id for route in told}
    said = (with_certainty(c.says, c.certainty) for c in plan.conflicts if c.route in names)
    yield from dict.fromkeys(said)


def needed(forum: Forum) -> str:
    """Return the answers that would tell more, in words."""
    return ", ".join(label_of(name) for name in forum.needs or ("consumer_country",))


def sources(cites: Iterable[Iterable[str]]) -> str:
    """Return each source once."""
    return "; ".join(dict.fromkeys(cite for some in cites for cite in some))
