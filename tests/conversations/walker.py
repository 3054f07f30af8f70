"""A consumer who wanders through the talk at random, and what must hold wherever that leads.

A walk is fixed by its seed. It mostly answers, so that it gets far; else it does what comes to
mind. In each state that it meets for the first time it tries the ways to a person, out and back.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from tests.conversations.chat import ANYWAY, Chat

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
STORIES: dict[str, Any] = yaml.safe_load((HERE / "few_questions.yml").read_text("utf-8"))
WORDS: dict[str, list[str]] = yaml.safe_load((HERE / "random_walk.yml").read_text("utf-8"))

ODDS = {
    "fit": 46,
    "press": 17,
    "unfit": 8,
    "digressions": 6,
    "corrections": 5,
    "nonsense": 5,
    "control": 4,
    "typed": 3,
    "future": 2,
    "abuse": 1,
    "distress": 1,
    "second_claim": 1,
    "files": 1,
}
NOT_THRICE = 3
LONGEST_HURRY = 25
LATE = ("evidence", "consumer_name", "nothing: it is filed")
BROKEN_WORDS = re.compile(r"\butter_|Traceback|\bnull\b|: None\b|\{[a-z_]+\}")
WENT_BACK = re.compile(r"one step back|let us change that")
NOTHING_BACK = re.compile(r"no earlier answer to change")
STOPPED = re.compile(r"Nothing is lost")
PERSON_COMES = re.compile(r"told our team|team already knows")


@dataclass
class Walker:
    """One walk; ``met`` holds the states in which all three ways were tried."""

    chat: Chat
    seed: int
    trouble: frozenset[str]
    said: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    questions: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311 - a walk, no secret
        self.claim = sorted(STORIES)[self.seed % len(STORIES)]

    def walk(self, turns: int) -> None:
        """Talk for at least ``turns`` turns."""
        if self.seed % 2:
            self._hurry()
        else:
            self._turn(self._opening())
        while len(self.said) < turns:
            if self.state not in self.met:
                self._try_the_ways()
            else:
                self._turn(self._idea())

    def _hurry(self) -> None:
        """Answer until a late question, or till the case is filed, to wander from there."""
        goal = LATE[self.seed // 2 % len(LATE)]
        self._turn(str(STORIES[self.claim]["story"]))
        while self._asked not in {None, goal} and len(self.said) < LONGEST_HURRY:
            self._turn(self._fitting())

    @property
    def state(self) -> str:
        """Return the open question; outside of one, what is offered there."""
        if self._asked:
            return self._asked
        offered = sorted(b["payload"].split("{")[0] for b in self.chat.buttons)
        return f"{self._case.get('status')}: {' '.join(offered)}"

    @cached_property
    def _asked(self) -> str | None:
        return self.chat.asked

    @cached_property
    def _case(self) -> dict[str, Any]:
        return self.chat.case()

    def _forget_the_state(self) -> None:
        for name in ("_asked", "_case"):
            self.__dict__.pop(name, None)

    # What comes to mind -----------------------------------------------------------------------

    def _opening(self) -> str:
        if self.dice.random() < 0.5:
            return str(STORIES[self.claim]["story"])
        return self.dice.choice([*WORDS["openings"], f"/report_{self.claim}"])

    def _idea(self) -> str:
        manner = self.dice.choices(list(ODDS), list(ODDS.values()))[0]
        if manner == "fit":
            return self._fitting()
        if manner == "press" and self.chat.buttons:
            return str(self.dice.choice(self.chat.buttons)["payload"])
        if manner == "files":
            return f"upload: {self.dice.choice(WORDS['files'])}"
        return self.dice.choice(WORDS.get(manner, WORDS["unfit"]))

    def _fitting(self) -> str:
        """Return an answer to the open question; without one, what leads into a claim."""
        asked = self._asked
        if asked is None:
            return self.dice.choice(["go on", "yes", str(STORIES[self.claim]["story"])])
        claim = self._case.get("claim_type") or self.claim
        answers = STORIES[claim]["answers"]
        return str(
            answers.get(asked, ANYWAY.get(asked, "yes" if asked == "claim_change" else "idk"))
        )

    # What must hold ---------------------------------------------------------------------------

    def _turn(self, text: str) -> str:
        if text.startswith("upload: "):
            heard = self.chat.upload(DATA / text.removeprefix("upload: "))
        else:
            heard = self.chat.send(text)
        self.said.append(text)
        self._forget_the_state()
        self._log(text, heard)
        self._check(heard)
        return heard

    def _log(self, text: str, heard: str) -> None:
        titles = " ".join(f"[{b['title']}]" for b in self.chat.buttons)
        print(f"{len(self.said):3} > {text}\n{heard}\n{titles}")

    def _check(self, heard: str) -> None:
        assert heard.strip(), "the bot said nothing"
        assert not any(words in heard for words in self.trouble), "the bot had technical trouble"
        assert not BROKEN_WORDS.search(heard), "a sentence of the bot is broken"
        self.questions.append(last_question(heard))
        latest = self.questions[-NOT_THRICE:]
        once = len(latest) == NOT_THRICE and latest[0] and len(set(latest)) == 1
        assert not once, f"three times in a row: {latest[0]}"

    def _try_the_ways(self) -> None:
        self.met.add(self.state)
        for way in (self._to_a_person, self._out, self._back):
            way()

    def _to_a_person(self) -> None:
        asked = self._asked
        assert PERSON_COMES.search(self._turn("talk to a person")), "no way to a person"
        assert self._case["person_wanted"], "the team does not know"
        assert self._asked == asked, f"{asked} is not open any more"

    def _out(self) -> None:
        asked = self._asked
        assert STOPPED.search(self._turn("stop")), "no way out"
        assert self._asked is None, "the question is still open"
        self._turn("go on")
        assert asked is None or self._asked == asked, f"{asked} is not taken up again"

    def _back(self) -> None:
        asked, before = self._asked, self._answers()
        heard = self._turn("go back")
        if WENT_BACK.search(heard):
            assert self._answers() < before or self._asked != asked, "nothing was taken back"
            self._turn(self._fitting())
        else:
            assert NOTHING_BACK.search(heard), "no way back"
            open_case = self._case.get("status") == "intake"
            assert not (open_case and before), f"{before} can't be taken back"

    def _answers(self) -> set[str]:
        return set(self._case.get("facts", {})) - {"story"}


def last_question(heard: str) -> str:
    """Return the last message with a question in it, empty where there is none."""
    asking = [text for text in heard.split("\n") if "?" in text]
    return asking[-1] if asking else ""


def spoken_trouble(responses: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """Yield all that the bot says when something does not work on its side."""
    for name in ("utter_technical_trouble", "utter_send_again", "utter_filing_needs_person"):
        yield from (variant["text"] for variant in responses[name])
