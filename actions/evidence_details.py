"""What a file tells beyond what it shows (time, place, ...), and whether others shall see it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.turn import Button, CaseAction, Events, Turn, as_list, intent_button
from casework.evidence.disclosure import PRIVATE, decide, tells_something, undecided
from casework.evidence.scanning import UNSCANNED
from casework.settings import get_settings
from casework.store.models import Exhibit
from casework.words import spoken_date, word

SHARE = "share_file_details"
KEEP = "keep_file_details"


class ChooseDisclosure(CaseAction):
    """Note whether the other side may see what the files tell; it holds for all not decided yet."""

    action_name = "action_choose_disclosure"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Note the choice and say what it means."""
        open_ones = undecided(session, turn.conversation_id)
        for exhibit in open_ones:
            decide(session, exhibit, turn.intent == SHARE, turn.now)
        if not open_ones:
            say.utter_message(response="utter_file_details_none")
        elif turn.intent == SHARE:
            say.utter_message(response="utter_file_details_shared")
        else:
            say.utter_message(response="utter_file_details_kept")
        return []


def say_what_files_tell(files: Iterable[Exhibit], say: CollectingDispatcher) -> None:
    """Say what was found in new files: details beyond the picture, and why others get no copy."""
    for exhibit in files:
        if tells_something(exhibit):
            details = as_list(detail_lines(exhibit.found))
            say.utter_message(
                response="utter_file_tells",
                title=exhibit.title,
                list=details,
                buttons=disclosure_buttons(),
            )
        if exhibit.copy_state in ("damaged", "locked", "too_heavy"):
            response = f"utter_file_{exhibit.copy_state}"
            say.utter_message(response=response, title=exhibit.title)
        if exhibit.scan == UNSCANNED and get_settings().clamd is not None:
            say.utter_message(response="utter_file_unscanned", title=exhibit.title)


def disclosure_buttons() -> list[Button]:
    """Return the two answers to the question whether others shall see the details."""
    return [intent_button(word("file_details", intent), intent) for intent in (SHARE, KEEP)]


def open_choice(session: Session, conversation_id: str) -> list[Button]:
    """Return the buttons of the choice where it is still open, else nothing."""
    return disclosure_buttons() if undecided(session, conversation_id) else []


def detail_lines(found: dict[str, Any]) -> list[str]:
    """Return each detail in words, the most telling first."""
    return [
        f"{word('file_details', name)}: {_spoken(name, found[name])}"
        for name in PRIVATE
        if found.get(name)
    ]


def _spoken(name: str, value: Any) -> str:
    if name == "place":
        return f"{value['lat']}, {value['lon']}"
    if name == "taken_at":
        return _spoken_moment(str(value))
    return str(value)


def _spoken_moment(value: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:  # the clock of the camera was never set
        return value
    return f"{spoken_date(moment.date())}, {moment:%H:%M}"
