"""Every script in these folders is a promise: the consumer does this, the case says that.

A script is a YAML file with ``talk``, a list of steps, and ``case``, what is stored at its end.

Steps: ``say: words``, ``press: title of a button``, ``upload: file in tests/data``, each with an
optional ``hear`` (a regular expression over the bot's answer) and ``asked`` (the fact that is asked
next); ``days_later: number``; and ``answer_the_rest: {fact: words}``, which answers whatever is
asked until nothing is.

``case`` is compared with the stored case: only the keys that the script names, ``facts`` likewise;
``letter_says`` and ``not_in_letter`` are words of the letter; ``remedies`` are names that must be
available now; ``deadlines`` names with their dates; a value of ``null`` means that the fact must
not be known.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conversations.chat import Chat

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
SCRIPTS = sorted(HERE.glob("*/*.yml"))
LEAST_SCRIPTS = {
    "rambles_at_first": 20,
    "corrections": 20,
    "digressions": 20,
    "has_two_problems": 10,
}


def take(chat: Chat, step: dict[str, Any]) -> None:
    if "say" in step:
        chat.send(step["say"])
    elif "press" in step:
        chat.press(step["press"])
    elif "upload" in step:
        chat.upload(DATA / step["upload"])
    elif "answer_the_rest" in step:
        chat.answer_the_rest(step["answer_the_rest"] or {})
    elif "days_later" in step:
        chat.wait(step["days_later"])
    assert chat.heard.strip(), f"no answer to {step}"
    if "hear" in step:
        assert chat.heard_matches(step["hear"]), f"after {step} the bot said: {chat.heard}"
    if "asked" in step:
        assert chat.asked == step["asked"], f"after {step} the bot said: {chat.heard}"


def check_case(stored: dict[str, Any], expected: dict[str, Any]) -> None:
    expected = dict(expected)
    for name, value in expected.pop("facts", {}).items():
        assert stored["facts"].get(name) == value, f"fact {name}"
    now = {r["remedy"] for r in stored.get("remedies", []) if r["available"] == "now"}
    assert set(expected.pop("remedies", [])) <= now
    dates = {d["name"]: d["date"] for d in stored.get("deadlines", [])}
    for name, day in expected.pop("deadlines", {}).items():
        assert dates.get(name) == str(day), f"deadline {name}"
    if "exhibits" in expected:
        assert len(stored["exhibits"]) == expected.pop("exhibits")
    if "letter_says" in expected:
        assert expected.pop("letter_says") in stored["letter"]["text"]
    if "not_in_letter" in expected:
        assert expected.pop("not_in_letter") not in stored["letter"]["text"]
    for name, value in expected.items():
        assert stored.get(name) == value, name


@pytest.mark.conversation
@pytest.mark.parametrize("path", SCRIPTS, ids=[f"{p.parent.name}/{p.stem}" for p in SCRIPTS])
def test_the_case_tells_what_the_consumer_did(path: Path, chat: Chat) -> None:
    script = yaml.safe_load(path.read_text("utf-8"))
    for step in script["talk"]:
        take(chat, step)
    check_case(chat.case(), script.get("case", {}))


def test_there_are_scripts_for_what_consumers_do() -> None:
    assert len(SCRIPTS) >= 150
    for folder, least in LEAST_SCRIPTS.items():
        assert len([p for p in SCRIPTS if p.parent.name == folder]) >= least, folder
