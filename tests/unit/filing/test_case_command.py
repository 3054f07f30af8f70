import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result

from bot.cli import COMMANDS, app
from casework.evidence.filestore import FileStore
from casework.evidence.receive import receive
from casework.filing.file_case import file_case
from casework.settings import get_settings
from casework.store import database
from casework.store.cases import record_fact
from casework.store.database import make_engine, transaction, use_engine
from casework.store.models import Case

PHOTO = b"\x89PNG\r\n\x1a\n" + b"0" * 50

Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("REDRESS_DATA_DIR", str(tmp_path))
    get_settings.cache_clear()
    runner = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"})
    return lambda *arguments: runner.invoke(app, arguments)


@pytest.fixture
def number(run: Run, now: datetime, tell_story: Callable[..., Case]) -> str:
    """Give the number of a filed case with a photo."""
    files = FileStore(get_settings().exhibits_dir)
    with transaction() as session:
        case = tell_story(session, "web-1", now)
        receive(session, io.BytesIO(PHOTO), "photo [red].png", "web-1", files, 10**6, now)
        file_case(session, case, now=now, filing_url=None)
    return case.number


def test_a_case_is_shown_as_json(run: Run, number: str) -> None:
    result = run("case", "show", number, "--json")
    assert result.exit_code == 0
    record = json.loads(result.stdout)
    assert (record["number"], record["status"]) == (number, "filed")
    assert record["facts"]["amount"] == 149.99
    assert record["exhibits"][0]["title"] == "photo [red].png"
    assert number in record["letter"]["text"]


def test_a_case_is_shown_as_text(run: Run, number: str) -> None:
    result = run("case", "show", number.lower())
    assert result.exit_code == 0
    for words in (f"Number: {number}", "Zoë Müller", "photo [red].png", "Dear Kessel & Fils"):
        assert words in result.stdout


def test_escape_sequences_of_a_consumer_do_not_reach_the_terminal(
    run: Run, now: datetime, tell_story: Callable[..., Case]
) -> None:
    with transaction() as session:
        case = tell_story(session, "web-2", now)
        record_fact(session, case, "goods", "\x1b[2Jkettle", turn_id="t-99", now=now)
    result = run("case", "show", case.number)
    assert "kettle" in result.stdout
    assert "\x1b" not in result.stdout


def test_a_number_that_nobody_has_is_told_plainly(run: Run, number: str) -> None:
    for command in (["show", "RD-XXXX-XXXX"], ["export", "RD-XXXX-XXXX", "--out", "never.zip"]):
        result = run("case", *command)
        assert result.exit_code == 1
        assert result.stderr == "There is no case with the number RD-XXXX-XXXX.\n"


def test_cases_are_listed_and_searched(run: Run, number: str) -> None:
    assert number in run("case", "list").stdout
    assert number in run("case", "list", "--status", "filed", "--search", "müller").stdout
    assert "0 of 0 cases" in run("case", "list", "--status", "intake").stdout


def test_an_export_holds_the_record_the_letter_and_the_original_bytes(
    run: Run, number: str, tmp_path: Path
) -> None:
    out = tmp_path / "case.zip"
    assert run("case", "export", number, "--out", str(out)).exit_code == 0
    with ZipFile(out) as archive:
        assert archive.namelist() == [
            "README.txt",
            "case.json",
            "custody.jsonl",
            "exhibits/A.png",
            "facts.json",
            "letter.docx",
            "letter.html",
            "letter.pdf",
            "letter.txt",
            "manifest.json",
            "manifests/0001.json",
            "transcript.txt",
            "verify.py",
            "SHA256SUMS",
        ]
        assert json.loads(archive.read("case.json"))["number"] == number
        assert archive.read("letter.pdf").startswith(b"%PDF")
        assert archive.read("exhibits/A.png") == PHOTO


def test_a_case_in_work_is_exported_without_a_letter(
    run: Run, now: datetime, tmp_path: Path, tell_story: Callable[..., Case]
) -> None:
    with transaction() as session:
        number = tell_story(session, "web-3", now).number
    run("case", "export", number, "--out", str(tmp_path / "case.zip"))
    with ZipFile(tmp_path / "case.zip") as archive:
        assert not any("letter" in name for name in archive.namelist())
        assert "case.json" in archive.namelist()


def test_an_export_that_cannot_be_written_leaves_nothing(
    run: Run, number: str, tmp_path: Path
) -> None:
    result = run("case", "export", number, "--out", str(tmp_path / "missing" / "case.zip"))
    assert result.exit_code == 1
    assert result.stderr.startswith("The export could not be written")
    for file in get_settings().exhibits_dir.rglob("*"):
        if file.is_file():
            file.unlink()
    result = run("case", "export", number, "--out", str(tmp_path / "case.zip"))
    assert result.exit_code == 1
    assert result.stderr.startswith("The file of exhibit A is missing")
    assert list(tmp_path.glob("*.zip*")) == list(tmp_path.glob(".*")) == []


def test_an_export_is_checked_by_the_command_and_by_the_program_in_it(
    run: Run, number: str, tmp_path: Path
) -> None:
    out, folder = tmp_path / "case.zip", tmp_path / "unpacked"
    run("case", "export", number, "--out", str(out))
    with ZipFile(out) as archive:
        archive.extractall(folder)
    alone = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    said = subprocess.run(alone, capture_output=True, text=True, cwd="/")
    assert (said.returncode, said.stdout.splitlines()[-1]) == (0, "All is as it was exported.")
    for place in (out, folder):
        result = run("case", "verify", str(place))
        assert (result.exit_code, result.stdout) == (0, said.stdout)
    (folder / "exhibits" / "A.png").write_bytes(PHOTO[:-1] + b"1")
    spoilt = run("case", "verify", str(folder))
    assert spoilt.exit_code == 1
    assert "Exhibit A (exhibits/A.png) was changed." in spoilt.stdout
    said = subprocess.run(alone, capture_output=True, text=True, cwd="/")
    assert (said.returncode, said.stdout) == (1, spoilt.stdout)


def test_an_exhibit_is_erased_and_the_export_still_holds(
    run: Run, number: str, tmp_path: Path
) -> None:
    assert run("case", "erase-exhibit", number, "Z", "--yes").exit_code == 1
    assert run("case", "erase-exhibit", number, "a", "--yes").exit_code == 0
    out = tmp_path / "case.zip"
    assert run("case", "export", number, "--out", str(out)).exit_code == 0
    result = run("case", "verify", str(out))
    assert result.exit_code == 0
    assert "Exhibit A: the content was erased; its hash remains." in result.stdout
    assert PHOTO not in out.read_bytes()


def test_evidence_is_frozen_by_command(run: Run, number: str) -> None:
    first = run("case", "freeze", number)
    assert first.exit_code == 0
    assert run("case", "freeze", number).stdout == first.stdout


def test_a_database_without_tables_is_told_plainly(run: Run, tmp_path: Path) -> None:
    use_engine(make_engine(f"sqlite:///{tmp_path / 'new.db'}"))
    result = run("case", "list")
    assert result.exit_code == 1
    assert result.stderr.startswith("There are no cases yet")


def test_a_busy_database_is_told_plainly(
    run: Run, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise database.StoreBusy("locked")

    monkeypatch.setattr("bot.commands.case.search_cases", busy)
    result = run("case", "list")
    assert result.exit_code == 1
    assert result.stderr == "The database is busy. Please try again in a moment.\n"


def test_the_overview_names_every_command(run: Run) -> None:
    overview = run("--help").stdout
    assert all(name in overview for name in COMMANDS)


def test_an_unknown_command_is_refused(run: Run) -> None:
    result = run("csae", "list")
    assert result.exit_code == 2
    assert "csae" in result.stderr


def test_a_command_whose_module_is_not_installed_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = COMMANDS["law"]._replace(target="bot.commands.away:app")
    monkeypatch.setitem(COMMANDS, "law", away)
    result = run("law")
    assert result.exit_code == 2
    assert "not installed" in result.stderr


def test_looking_at_cases_does_not_import_rasa(tmp_path: Path) -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from bot.cli import app;"
        "CliRunner().invoke(app, ['case', 'list']);"
        "sys.exit(any(name.split('.')[0] in ('rasa', 'tensorflow') for name in sys.modules))"
    )
    environment = {"REDRESS_DATA_DIR": str(tmp_path), "PATH": ""}
    assert subprocess.run([sys.executable, "-c", code], env=environment).returncode == 0
