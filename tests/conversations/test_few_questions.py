"""How much is asked on the way to a filed case, counted in the talk itself; -s prints the table.

A terse consumer says "help", presses the kind of trouble and answers what is asked, all that a
question asks for in one breath. A full story is one message. The first question, what went wrong,
and the check of a story count too.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conversations.chat import ANYWAY, LONGEST_TALK, Chat

HERE = Path(__file__).parent
MOST = {"terse": 14, "story": 9}
IDENTITY = "Ada Berg, ada.berg@example.org, Lindenweg 4, 10115 Berlin"
TALKS = yaml.safe_load((HERE / "few_questions.yml").read_text("utf-8"))


def count(chat: Chat, opening: str, answers: dict[str, str]) -> int:
    """Return the number of questions until nothing is open, the one after ``opening`` first."""
    chat.send(opening)
    asked = 0
    while chat.asked is not None and asked < LONGEST_TALK:
        asked += 1
        fallback = {**ANYWAY, "consumer_name": IDENTITY}
        chat.send(answers.get(chat.asked, fallback.get(chat.asked, "I don't know")))
    return asked


@pytest.mark.conversation
@pytest.mark.parametrize("claim", TALKS)
@pytest.mark.parametrize("manner", MOST)
def test_a_case_is_filed_after_few_questions(chat: Chat, claim: str, manner: str) -> None:
    talk: dict[str, Any] = TALKS[claim]
    opening = f"/report_{claim}" if manner == "terse" else talk["story"]
    greeting = 0
    if manner == "terse":
        chat.send("help")
        assert any(b["payload"] == opening for b in chat.buttons)
        greeting = 1
    asked = greeting + count(chat, opening, talk["answers"])
    stored = chat.case()
    print(f"{claim:14}{manner:7}{asked:3} questions")
    assert (stored["status"], stored["claim_type"]) == ("filed", claim)
    assert asked <= MOST[manner]
