"""Cases with evidence, exported: what the tests then damage."""

from __future__ import annotations

import io
import itertools
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from unittest import mock

from sqlalchemy import select

from casework.evidence import FileStore, custody, receive
from casework.evidence.copying import Copied
from casework.evidence.custody import Act
from casework.evidence.passport.export import Exporter
from casework.filing.file_case import file_case
from casework.safecopy.made import CopyRefused
from casework.safecopy.worker import make
from casework.settings import Settings
from casework.store.cases import open_case, open_claim, record_fact
from casework.store.conversations import append_message, touch
from casework.store.database import transaction
from casework.store.models import Exhibit
from tests.unit.evidence import samples

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FILED_EVERY = 5
FACTS = {
    "consumer_country": "DE",
    "seller_country": "FR",
    "seller_name": "Kessel & Fils",
    "seller_contact": "service@kessel.example",
    "goods": "kettle",
    "order_date": "2026-09-01",
    "promised_date": "2026-09-15",
    "delivery_state": "nothing",
    "currency": "EUR",
    "wished_remedy": "cancel_refund",
    "consumer_name": "Zoë Müller",
    "consumer_email": "zoe@example.org",
}


@dataclass(frozen=True)
class Shelf:
    """Where cases are made and exported to."""

    settings: Settings
    files: FileStore
    folder: Path

    def export(self, case_id: int, name: str) -> Path:
        out = self.folder / f"{name}.zip"
        ticks = itertools.count()
        clock = lambda: NOW + timedelta(days=1, seconds=next(ticks))  # noqa: E731
        Exporter(self.settings, self.files, clock, "operator").write(case_id, out)
        return out


def copied_here(original: BinaryIO, media_type: str) -> Copied:
    """Make the copy in this process: the same code without the start of a Python."""
    try:
        made = make(original.read(), media_type)
    except CopyRefused as refused:
        return Copied(refused.state, why=str(refused))
    return Copied("made", made.content, made.media_type, made.pages, made.found)


@contextmanager
def quick_copies() -> Iterator[None]:
    with mock.patch("casework.evidence.receive.make_copy", copied_here):
        yield


def tell(shelf: Shelf, number: int) -> int:
    """Make a case with some exhibits and views, and return its id."""
    chance = random.Random(number)  # noqa: S311 - the same cases in every run
    with transaction() as session:
        name = f"web-{number}"
        touch(session, name, "web", NOW)
        case = open_case(session, name, NOW)
        open_claim(session, case, "delivery", NOW)
        for fact, value in (
            FACTS | {"amount": 10.0 + number, "order_number": f"A-{number}"}
        ).items():
            record_fact(session, case, fact, value, turn_id=fact, now=NOW)
        append_message(session, name, key="a", sender="consumer", text=f"Kettle {number}?", now=NOW)
        for data in _evidence(number, chance):
            receive(session, io.BytesIO(data), "x", name, shelf.files, 10**6, NOW)
        if number % FILED_EVERY == 0:
            file_case(session, case, now=NOW, filing_url=None)
        for exhibit in session.scalars(select(Exhibit).where(Exhibit.conversation_id == name)):
            for minute in range(chance.randint(0, 3)):
                at = NOW + timedelta(minutes=minute)
                custody.note(session, exhibit, Act.VIEWED, "console:ana", at, {"what": "copy"})
        return case.id


def _evidence(number: int, chance: random.Random) -> list[bytes]:
    kinds = [
        f"Receipt {number} of the kettle.".encode(),
        samples.photo((16, 12)),
        samples.pdf(1) + f"\n% {number}".encode(),
        samples.mail(),
    ]
    return chance.sample(kinds, chance.randint(2, 4))
