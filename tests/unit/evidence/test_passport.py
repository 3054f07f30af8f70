"""An exported case can be checked alone: every change is found and named, and nothing else is."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from casework.evidence import FileStore
from casework.evidence.passport.verify import canonical, check, main, row_hash, sums_text
from casework.settings import Settings
from casework.store.database import transaction
from casework.store.models import Case
from casework.store.testing import database_in_use
from tests.unit.evidence.authority import Authority, openssl_accepts, served
from tests.unit.evidence.exported import FILED_EVERY, Shelf, quick_copies, tell

CASES = 50
FLIPS = 20  # in each case


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    folder = tmp_path_factory.mktemp("shelf")
    settings = Settings(data_dir=folder, timestamp_urls=[])
    with database_in_use(folder), quick_copies():
        yield Shelf(settings, FileStore(folder / "exhibits"), folder)


@pytest.fixture(scope="module")
def exports(shelf: Shelf) -> list[Path]:
    return [shelf.export(tell(shelf, number), f"case-{number}") for number in range(CASES)]


@pytest.fixture
def folder(exports: list[Path], tmp_path: Path) -> Path:
    """Give one export, unpacked, with several rows in its custody log."""
    filed = exports[::FILED_EVERY]
    with ZipFile(max(filed, key=lambda path: len(rows_of(path)))) as archive:
        archive.extractall(tmp_path / "case")
    return tmp_path / "case"


def rows_of(path: Path) -> list[bytes]:
    with ZipFile(path) as archive:
        return archive.read("custody.jsonl").splitlines(keepends=True)


def label_of(folder: Path, row: bytes) -> str:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    labels = {exhibit["id"]: exhibit["label"] for exhibit in manifest["exhibits"]}
    return str(labels[json.loads(row)["exhibit"]])


def named(folder: Path, row: bytes) -> str:
    return f"Custody row {json.loads(row)['sequence']} of Exhibit {label_of(folder, row)} "


def entry_at(path: Path, position: int) -> str | None:
    """Return the name of the entry that a byte of a zip file belongs to; None for the list."""
    with ZipFile(path) as archive:
        starts = [(info.header_offset, info.filename) for info in archive.infolist()]
        directory = archive.start_dir
    if position >= directory:
        return None
    return max(start for start in starts if start[0] <= position)[1]


def test_every_export_is_as_it_was_exported(exports: list[Path]) -> None:
    assert [check(path).problems for path in exports] == [[]] * CASES


def test_one_flipped_byte_anywhere_is_found_and_what_it_is_in_is_named(
    exports: list[Path], tmp_path: Path
) -> None:
    for number, path in enumerate(exports):
        data = path.read_bytes()
        chance = random.Random(number)  # noqa: S311
        for _ in range(FLIPS):
            position = chance.randrange(len(data))
            spoilt = bytearray(data)
            spoilt[position] ^= chance.randint(1, 255)
            target = tmp_path / "spoilt.zip"
            target.write_bytes(spoilt)
            problems = check(target).problems
            assert len(problems) == 1, (number, position, problems)
            inside = entry_at(path, position)
            assert inside is None or inside in problems[0], (number, position, problems)


def test_one_flipped_byte_of_an_exhibit_names_the_exhibit_in_zip_and_folder(
    exports: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, path in enumerate(exports):
        chance = random.Random(number)  # noqa: S311
        place = tmp_path / str(number)
        with ZipFile(path) as archive:
            archive.extractall(place)
            name = chance.choice([n for n in archive.namelist() if n.startswith("exhibits/")])
        label = re.match(r"exhibits/([A-Z]+)\.", name)
        assert label is not None
        content = bytearray((place / name).read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        (place / name).write_bytes(content)
        assert check(place).problems == [f"Exhibit {label[1]} ({name}) was changed."]
        assert main([str(place)]) == 1
        assert f"Exhibit {label[1]} " in capsys.readouterr().out
        shutil.rmtree(place)


@pytest.mark.parametrize("kind", ["README.txt", "case.json", "copies/", "verify.py", "manifests/"])
def test_any_other_file_that_was_changed_is_named(
    exports: list[Path], tmp_path: Path, kind: str
) -> None:
    with ZipFile(exports[0]) as archive:
        archive.extractall(tmp_path / "case")
        name = next(n for n in archive.namelist() if n.startswith(kind))
    content = bytearray((tmp_path / "case" / name).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "case" / name).write_bytes(content)
    (problem,) = check(tmp_path / "case").problems
    assert name in problem
    (tmp_path / "case" / name).unlink()
    (problem,) = check(tmp_path / "case").problems
    assert name in problem
    assert "missing" in problem


def test_a_deleted_custody_row_is_named_and_nothing_else(
    exports: list[Path], tmp_path: Path
) -> None:
    for number, path in enumerate(exports):
        place, rows = unpacked(path, tmp_path / str(number))
        gone = random.Random(number).randrange(len(rows))  # noqa: S311
        write(place, rows[:gone] + rows[gone + 1 :])
        assert check(place).problems == [f"{named(place, rows[gone])}is missing."]
        shutil.rmtree(place)


def test_an_edited_custody_row_is_named_and_nothing_else(
    exports: list[Path], tmp_path: Path
) -> None:
    for number, path in enumerate(exports):
        place, rows = unpacked(path, tmp_path / str(number))
        at = random.Random(number).randrange(len(rows))  # noqa: S311
        edited = rows[at].replace(b'"actor":"', b'"actor":"not ')
        write(place, [*rows[:at], edited, *rows[at + 1 :]])
        assert check(place).problems == [f"{named(place, rows[at])}was changed."]
        row = json.loads(edited)
        row["hash"] = row_hash(row)
        write(place, [*rows[:at], canonical(row) + b"\n", *rows[at + 1 :]])
        assert check(place).problems == [f"{named(place, rows[at])}was rewritten."]
        shutil.rmtree(place)


def test_reordered_custody_rows_are_named_and_nothing_else(
    exports: list[Path], tmp_path: Path
) -> None:
    for number, path in enumerate(exports):
        place, rows = unpacked(path, tmp_path / str(number))
        one, other = sorted(random.Random(number).sample(range(len(rows)), 2))  # noqa: S311
        moved = list(rows)
        moved[one], moved[other] = moved[other], moved[one]
        write(place, moved)
        assert check(place).problems == [f"{named(place, rows[other])}is out of order."]
        shutil.rmtree(place)


def unpacked(path: Path, place: Path) -> tuple[Path, list[bytes]]:
    with ZipFile(path) as archive:
        archive.extractall(place)
    return place, rows_of(path)


def write(place: Path, rows: list[bytes]) -> None:
    (place / "custody.jsonl").write_bytes(b"".join(rows))


def test_a_row_that_was_added_or_doubled_is_named(folder: Path) -> None:
    rows = (folder / "custody.jsonl").read_bytes().splitlines(keepends=True)
    write(folder, [*rows, rows[-1]])
    assert check(folder).problems == [f"{named(folder, rows[-1])}is there twice."]
    row = json.loads(rows[-1])
    row |= {"sequence": row["sequence"] + 1, "previous": row["hash"]}
    row["hash"] = row_hash(row)
    added = canonical(row) + b"\n"
    write(folder, [*rows, added])
    assert check(folder).problems == [f"{named(folder, added)}was added."]


def test_whoever_makes_all_sums_anew_still_fails_at_the_manifest(folder: Path) -> None:
    (folder / "exhibits").rename(folder / "old")
    (folder / "exhibits").mkdir()
    for path in (folder / "old").iterdir():
        (folder / "exhibits" / path.name).write_bytes(b"something else")
    shutil.rmtree(folder / "old")
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    (folder / "SHA256SUMS").write_bytes(sums_text(files))
    assert all("Exhibit" in problem for problem in check(folder).problems)
    assert main([str(folder)]) == 1


def test_the_usual_tool_reads_the_list_of_sums(folder: Path) -> None:
    command = [shutil.which("sha256sum") or "sha256sum", "-c", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=folder).returncode == 0


@pytest.mark.parametrize("place", ["nothing", "empty.zip", "words.zip", "folder"])
def test_what_is_no_export_is_said_plainly(
    tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.zip").write_bytes(b"")
    (tmp_path / "words.zip").write_bytes(b"These are only words, and no archive at all.")
    (tmp_path / "folder").mkdir()
    assert main([str(tmp_path / place)]) == 1
    assert "Traceback" not in capsys.readouterr().out


def test_the_program_needs_nothing_but_python(folder: Path) -> None:
    alone = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    done = subprocess.run(alone, capture_output=True, text=True, cwd="/")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("All is as it was exported.\n")


def test_the_manifests_name_each_other_and_the_custody_logs(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    before = (folder / "manifests" / "0001.json").read_bytes()
    assert manifest["version"] == 2
    assert manifest["previous"] in (folder / "SHA256SUMS").read_text()
    assert json.loads(before)["reason"] == "filed"
    rows = [json.loads(row) for row in (folder / "custody.jsonl").read_bytes().splitlines()]
    for exhibit in manifest["exhibits"]:
        own = [row for row in rows if row["exhibit"] == exhibit["id"]]
        assert exhibit["custody"] == {"rows": len(own), "head": own[-1]["hash"]}
        assert [row["act"] for row in own][-1] == "exported"


def test_the_manifest_and_with_it_the_custody_log_is_stamped_at_export(
    shelf: Shelf, tmp_path: Path
) -> None:
    authority = Authority(tmp_path / "authority")
    case_id = tell(shelf, 1000)
    with served(authority) as address:
        settings = Settings(timestamp_urls=[address], timestamp_roots=authority.roots)
        out = Shelf(settings, shelf.files, tmp_path).export(case_id, "stamped")
    place = tmp_path / "stamped"
    with ZipFile(out) as archive:
        archive.extractall(place)
    report = check(out)
    assert report.problems == check(place).problems == []
    assert [note for note in report.notes if "stamps/0002-1.tsr: stamped at 20" in note]
    for stamp, data in (("0001-1", "manifests/0001.json"), ("0002-1", "manifest.json")):
        tsr = place / "stamps" / f"{stamp}.tsr"
        assert openssl_accepts(tsr, place / data, authority.roots)
        assert not openssl_accepts(tsr, place / "custody.jsonl", authority.roots)
    manifest = json.loads((place / "manifest.json").read_bytes())
    assert manifest["files"]["custody.jsonl"] in (place / "SHA256SUMS").read_text()


def test_a_stamp_of_another_manifest_is_found_even_under_a_right_sum(
    shelf: Shelf, tmp_path: Path
) -> None:
    authority = Authority(tmp_path / "authority")
    with served(authority) as address:
        settings = Settings(timestamp_urls=[address], timestamp_roots=authority.roots)
        out = Shelf(settings, shelf.files, tmp_path).export(tell(shelf, 1002), "stamped")
    place = tmp_path / "stamped"
    with ZipFile(out) as archive:
        archive.extractall(place)
    shutil.copy(place / "stamps" / "0001-1.tsr", place / "stamps" / "0002-1.tsr")
    files = {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file()
    }
    (place / "SHA256SUMS").write_bytes(sums_text(files))
    assert check(place).problems == ["stamps/0002-1.tsr is a time stamp of something else."]


def test_an_authority_that_is_away_does_not_hold_up_the_export(
    shelf: Shelf, tmp_path: Path
) -> None:
    away = Settings(timestamp_urls=["http://127.0.0.1:1/"], timestamp_roots=tmp_path / "none")
    report = check(Shelf(away, shelf.files, tmp_path).export(tell(shelf, 1004), "unstamped"))
    assert report.problems == []
    assert "There is no time stamp yet." in report.notes


def test_harmful_content_is_not_exported_and_metadata_only_where_the_consumer_wants_it(
    shelf: Shelf, tmp_path: Path
) -> None:
    case_id = tell(shelf, 1006)
    with transaction() as session:
        exhibits = session.get_one(Case, case_id).exhibits
        first, *others = exhibits
        first.scan = "infected"
        for exhibit in exhibits:
            exhibit.found = {"camera": "Acme Phone 7"}
        others[0].disclose_metadata = True
        ids = (first.id, others[0].id)
    out = Shelf(shelf.settings, shelf.files, tmp_path).export(case_id, "mixed")
    assert check(out).problems == []
    with ZipFile(out) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    described = {exhibit["id"]: exhibit for exhibit in manifest["exhibits"]}
    assert (described[ids[0]]["original"], described[ids[0]]["metadata"]) == (None, {})
    assert described[ids[1]]["metadata"] == {"camera": "Acme Phone 7"}
