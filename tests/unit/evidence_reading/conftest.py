import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from casework.evidence import FileStore, receive
from casework.store.cases import open_case
from casework.store.conversations import touch
from casework.store.database import transaction
from casework.store.models import Case, Exhibit
from casework.store.testing import database_in_use

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def today() -> date:
    return NOW.date()


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "exhibits")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with database_in_use(tmp_path), transaction() as opened:
        touch(opened, "web-1", "web", NOW)
        touch(opened, "web-2", "web", NOW)
        yield opened


@pytest.fixture
def case(session: Session) -> Case:
    return open_case(session, "web-1", NOW)


@pytest.fixture
def hand_in(session: Session, files: FileStore) -> Callable[..., Exhibit]:
    """Return a way to hand in bytes as an exhibit of a conversation."""

    def handed_in(data: bytes, conversation_id: str = "web-1") -> Exhibit:
        exhibit = receive(session, BytesIO(data), "paper", conversation_id, files, 10**7, NOW)
        session.flush()
        return exhibit

    return handed_in


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Return a way to put a program in the place of tesseract; it is given Python to run."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def installed(program: str) -> Path:
        place = folder / "tesseract"
        place.write_text(f"#!{sys.executable}\n{program}\n", "utf-8")
        place.chmod(0o755)
        return place

    return installed
