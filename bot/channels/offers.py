"""Which buttons a consumer may press: only those that the bot offered in this conversation.

A button's payload reaches Rasa as a command, so one that was made up must not get there.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.stream import offered_buttons
from casework.store.models import Message

LOOK_BACK = 50
"""Lines of the bot; a button further up than that is out of anybody's sight."""


class UnknownButton(Exception):
    """The payload is not one that the bot offered lately in this conversation."""

    code = "unknown_button"


def title_of(session: Session, conversation_id: str, payload: str) -> str:
    """Return the title under which the bot last offered ``payload``; raises UnknownButton."""
    lines = (
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.sender == "bot")
        .order_by(Message.sequence.desc())
        .limit(LOOK_BACK)
    )
    for line in session.scalars(lines):
        for button in offered_buttons(line):
            if button["payload"] == payload:
                return button["title"]
    raise UnknownButton("the bot did not offer this button")
