"""Checks an exported case: run ``python3 verify.py``, with nothing but Python 3.8 or newer.

It looks at the folder it lies in, or at the folder or zip file that it is given. It exits with 0
where everything is as it was exported, and with 1 where something is not, naming it.

What it proves: the files are those of the manifest, and the custody log is whole. Who exported them
and when is proved by the time stamps; README.txt shows how to check their signatures.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import sys
import zlib
from collections import Counter
from pathlib import Path
from typing import Any, Iterator, NamedTuple  # noqa: UP035 - Python 3.8 has it here

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
CUSTODY = "custody.jsonl"
STAMPS = "stamps/"
EARLIER = "manifests/"
BEFORE_THE_FIRST = "0" * 64
"""What the first row of an exhibit's custody log names as the row before it."""

# One ZIP entry as the export writes it: stored, no extra fields, no date (APPNOTE.TXT, 4.3).
ZIP_LOCAL = struct.Struct("<4s5H3L2H")
_ZIP_CENTRAL = struct.Struct("<4s6H3L5H2L")
_ZIP_END = struct.Struct("<4s4H2LH")
_ZIP_VERSION, _ZIP_UNIX, _ZIP_DAY = 20, 3, 0x21  # 1 January 1980
ZIP_MODE = 0o100644 << 16
_ZIP_CHANGED = "the zip file was changed here. If it was made anew, unpack it and check the folder."


class Report(NamedTuple):
    """What was found: nothing in ``problems`` means that all is as it was exported."""

    problems: list[str]
    notes: list[str]


def canonical(value: Any) -> bytes:
    """Return JSON as the same bytes everywhere: keys sorted, no spaces, UTF-8 (as RFC 8785).

    Only whole numbers are meant to be in it: fractions have no one spelling.
    """
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode("utf-8")


def row_hash(row: dict[str, Any]) -> str:
    """Return the hash of a custody row: SHA-256 over the canonical JSON of all else in it."""
    return _sha256(canonical({name: row[name] for name in row if name != "hash"}))


def check(place: Path) -> Report:
    """Check an exported case: a folder, or the zip file as it was written."""
    files, problems = _read(place)
    if problems:
        return Report(problems, [])
    manifest = _manifest(files)
    if manifest is None:
        return Report([f"{MANIFEST} is missing or was changed."], [])
    problems += _changed_manifest(files)
    if not problems:
        problems += _changed_exhibits(files, manifest)
        problems += _changed_custody(files, manifest)
        problems += _changed_files(files, manifest, problems)
        problems += _changed_stamps(files, manifest)
        problems += _changed_sums(files, problems)
    return Report(problems, _notes(files, manifest))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _named(path: str) -> str:
    """Return a path as people know it: with the exhibit that it belongs to."""
    found = re.match(r"(exhibits|copies)/([A-Z]+)\.", path)
    if not found:
        return path
    copy = "the safe copy of " if found[1] == "copies" else ""
    return f"{copy}Exhibit {found[2]} ({path})"


# --- reading the folder or the zip file -------------------------------------------------------


def _read(place: Path) -> tuple[dict[str, bytes], list[str]]:
    if place.is_dir():
        paths = sorted(path for path in place.rglob("*") if path.is_file())
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in paths}, []
    return _read_zip(place.read_bytes())


def _read_zip(data: bytes) -> tuple[dict[str, bytes], list[str]]:
    """Read every entry; each byte that is no content has to be as the export writes it."""
    files: dict[str, bytes] = {}
    listed, directory, at = _listed(data), b"", 0
    while len(data) - at != len(directory) + _ZIP_END.size:
        head = data[at : at + ZIP_LOCAL.size].ljust(ZIP_LOCAL.size, b"\0")
        size, name_size = ZIP_LOCAL.unpack(head)[8:10]
        start = at + ZIP_LOCAL.size
        name = data[start : start + name_size].decode("utf-8", "replace")
        content = data[start + name_size : start + name_size + size]
        if head != _local(name, content) or listed.get(at, name) != name or name in files:
            return files, [f"{_both(name, listed.get(at, name))}: {_ZIP_CHANGED}"]
        files[name] = content
        directory += _central(name, content, at)
        at = start + name_size + size
    return files, _changed_directory(files, data[at:], directory, at)


def _listed(data: bytes) -> dict[int, str]:
    """Return where the list at the end says that each entry begins, as far as it can be read."""
    listed: dict[int, str] = {}
    at = _ZIP_END.unpack(data[-_ZIP_END.size :].rjust(_ZIP_END.size, b"\0"))[6]
    while data[at : at + 4] == b"PK\1\2" and len(data) - at >= _ZIP_CENTRAL.size:
        fields = _ZIP_CENTRAL.unpack(data[at : at + _ZIP_CENTRAL.size])
        end = at + _ZIP_CENTRAL.size + fields[10]
        listed[fields[-1]] = data[at + _ZIP_CENTRAL.size : end].decode("utf-8", "replace")
        at = end
    return listed


def _both(name: str, listed: str) -> str:
    return _named(name) if name == listed else f"{_named(listed)}, there as {_named(name)}"


def _changed_directory(
    files: dict[str, bytes], found: bytes, directory: bytes, at: int
) -> list[str]:
    count = len(files)
    expected = directory + _ZIP_END.pack(b"PK\5\6", 0, 0, count, count, len(directory), at, 0)
    place = 0
    for name in files:
        end = place + _ZIP_CENTRAL.size + len(name.encode())
        if found[place:end] != expected[place:end]:
            return [f"{_named(name)}: {_ZIP_CHANGED}"]
        place = end
    return [] if found == expected else [f"The end of the zip file: {_ZIP_CHANGED}"]


def _local(name: str, content: bytes) -> bytes:
    size, crc = len(content), zlib.crc32(content)
    return ZIP_LOCAL.pack(
        b"PK\3\4", _ZIP_VERSION, 0, 0, 0, _ZIP_DAY, crc, size, size, len(name.encode()), 0
    )


def _central(name: str, content: bytes, at: int) -> bytes:
    raw, size, crc = name.encode(), len(content), zlib.crc32(content)
    made_by = _ZIP_UNIX << 8 | _ZIP_VERSION
    fields = (made_by, _ZIP_VERSION, 0, 0, 0, _ZIP_DAY, crc, size, size, len(raw), 0, 0, 0, 0)
    return _ZIP_CENTRAL.pack(b"PK\1\2", *fields, ZIP_MODE, at) + raw


# --- manifest, exhibits and other files -------------------------------------------------------


def _manifest(files: dict[str, bytes]) -> dict[str, Any] | None:
    manifest = _parsed(files.get(MANIFEST, b""))
    return manifest if manifest and {"exhibits", "files"} <= set(manifest) else None


def _parsed(data: bytes) -> dict[str, Any] | None:
    """Return the JSON object in ``data``, or None where it is not in its canonical form."""
    try:
        value = json.loads(data)
        return value if isinstance(value, dict) and canonical(value) == data else None
    except (ValueError, RecursionError):
        return None


def _changed_manifest(files: dict[str, bytes]) -> Iterator[str]:
    if _sums(files).get(MANIFEST) != _sha256(files[MANIFEST]):
        yield f"{MANIFEST} was changed, or its line in {SUMS} was."


def _changed_exhibits(
    files: dict[str, bytes],
    manifest: dict[str, Any],
) -> Iterator[str]:
    for exhibit in manifest["exhibits"]:
        for path, sha256 in (
            (exhibit["original"], exhibit["sha256"]),
            (exhibit["copy"], exhibit["copy_sha256"]),
        ):
            if path is None:
                continue
            if path not in files:
                yield f"{_named(path)} is missing."
            elif _sha256(files[path]) != sha256:
                yield f"{_named(path)} was changed."


def _changed_files(
    files: dict[str, bytes],
    manifest: dict[str, Any],
    known: list[str],
) -> Iterator[str]:
    custody_told = any("ustody row" in problem for problem in known)
    for path, sha256 in sorted(manifest["files"].items()):
        if path.startswith(("exhibits/", "copies/")) or (path == CUSTODY and custody_told):
            continue
        if path not in files:
            yield f"{path} is missing."
        elif _sha256(files[path]) != sha256:
            yield f"{path} was changed."


def _sums(files: dict[str, bytes]) -> dict[str, str]:
    text = files.get(SUMS, b"").decode("utf-8", "replace")
    pairs = (line.split("  ", 1) for line in text.split("\n"))
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def _changed_sums(files: dict[str, bytes], known: list[str]) -> Iterator[str]:
    """Say that the list of sums itself was changed, where nothing else explains it."""
    listed = {path: data for path, data in files.items() if path in _sums(files)}
    if not known and sums_text(listed) != files.get(SUMS):
        yield f"{SUMS} was changed."


def sums_text(files: dict[str, bytes]) -> bytes:
    """Return the content of SHA256SUMS, as ``sha256sum -c`` reads it."""
    lines = [f"{_sha256(files[path])}  {path}\n" for path in sorted(files) if path != SUMS]
    return "".join(lines).encode("utf-8")


# --- the custody log ----------------------------------------------------------------------------


def _changed_custody(
    files: dict[str, bytes],
    manifest: dict[str, Any],
) -> Iterator[str]:
    labels = {exhibit["id"]: exhibit["label"] for exhibit in manifest["exhibits"]}
    wanted = [
        (exhibit["id"], number)
        for exhibit in manifest["exhibits"]
        for number in range(1, exhibit["custody"]["rows"] + 1)
    ]
    lines = files.get(CUSTODY, b"").split(b"\n")[:-1]
    rows = [_row(line) for line in lines]
    good = [row for row in rows if row is not None]
    places = [(row["exhibit"], row["sequence"]) for row in good]
    bad = len(rows) - len(good)
    missing = [place for place in wanted if place not in places]
    # A row that cannot be read stands in the place of one that is missing.
    for place in missing:
        yield f"Custody row {place[1]} of Exhibit {labels[place[0]]} " + (
            "was changed." if bad > 0 else "is missing."
        )
        bad -= 1
    for place in (place for place, times in Counter(places).items() if times > 1):
        yield f"Custody row {place[1]} of Exhibit {labels.get(place[0], '?')} is there twice."
    for place in (place for place in places if place not in wanted):
        yield f"Custody row {place[1]} of Exhibit {labels.get(place[0], '?')} was added."
    yield from _out_of_order([p for p in places if p in wanted], wanted, labels)
    for exhibit in manifest["exhibits"]:
        yield from _broken_chain(exhibit, [r for r in good if r["exhibit"] == exhibit["id"]])


def _row(line: bytes) -> dict[str, Any] | None:
    row = _parsed(line)
    if row is None or not {"exhibit", "sequence", "previous", "hash"} <= set(row):
        return None
    return row if row_hash(row) == row["hash"] else None


def _out_of_order(
    found: list[Any],
    wanted: list[Any],
    labels: dict[str, str],
) -> Iterator[str]:
    expected = [place for place in wanted if place in found]
    for place, other in zip(found, expected):  # noqa: B905 - Python 3.8 knows no strict
        if place != other:
            yield f"Custody row {place[1]} of Exhibit {labels[place[0]]} is out of order."
            return


def _broken_chain(exhibit: dict[str, Any], rows: list[dict[str, Any]]) -> Iterator[str]:
    """Name each row whose hash is not the one that the row after it, or the manifest, knows."""
    by_number = {row["sequence"]: row for row in rows}
    known = {number - 1: row["previous"] for number, row in by_number.items()}
    known[exhibit["custody"]["rows"]] = exhibit["custody"]["head"]
    if known.get(0, BEFORE_THE_FIRST) != BEFORE_THE_FIRST:
        yield f"Custody row 1 of Exhibit {exhibit['label']} was rewritten."
    for number, row in by_number.items():
        if number in known and row["hash"] != known[number]:
            yield f"Custody row {number} of Exhibit {exhibit['label']} was rewritten."


# --- time stamps ----------------------------------------------------------------------------------


def _changed_stamps(
    files: dict[str, bytes],
    manifest: dict[str, Any],
) -> Iterator[str]:
    sums = _sums(files)
    for path in sorted(set(files) | set(sums)):
        if not path.startswith(STAMPS):
            continue
        if path not in files:
            yield f"{path} is missing."
        elif sums.get(path) != _sha256(files[path]):
            yield f"{path} was changed, or its line in {SUMS} was."
        elif _stamped(files[path])[0] != _sha256(files.get(_of(path, manifest), b"")):
            yield f"{path} is a time stamp of something else."


def _of(stamp: str, manifest: dict[str, Any]) -> str:
    """Return the path of the manifest that ``stamps/0003-1.tsr`` is about."""
    version = stamp[len(STAMPS) :].split("-")[0]
    return MANIFEST if version == f"{manifest['version']:04d}" else f"{EARLIER}{version}.json"


def _stamped(reply: bytes) -> tuple[str, str]:
    """Return the hash and the time in a TimeStampResp (RFC 3161, section 2.4.2)."""
    try:
        response = _parts(_parts(reply)[0])
        signed = _parts(_parts(_parts(response[1])[1])[0])
        info = _parts(_parts(_parts(_parts(signed[2])[1])[0])[0])
        return _parts(info[2])[1].hex(), info[4].decode("ascii")
    except (IndexError, ValueError):
        return "", ""


def _parts(data: bytes) -> list[bytes]:
    """Return the contents of the DER elements that follow one another in ``data`` (X.690)."""
    found = []
    while data:
        size, start = data[1], 2
        if size >= 0x80:
            start = 2 + (size & 0x7F)
            size = int.from_bytes(data[2:start], "big")
        if len(data) < start + size:
            raise ValueError("cut off")
        found.append(data[start : start + size])
        data = data[start + size :]
    return found


def _notes(files: dict[str, bytes], manifest: dict[str, Any]) -> list[str]:
    notes = [
        f"Exhibit {exhibit['label']}: the content was erased; its hash remains."
        for exhibit in manifest["exhibits"]
        if exhibit["state"] == "erased"
    ]
    times = {path: _stamped(files[path])[1] for path in sorted(files) if path.startswith(STAMPS)}
    notes += [f"{path}: stamped at {_readable(time)}" for path, time in times.items() if time]
    return notes if times else [*notes, "There is no time stamp yet."]


def _readable(time: str) -> str:
    found = re.match(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)", time)
    return "{}-{}-{} {}:{}:{} UTC".format(*found.groups()) if found else time


def main(arguments: list[str]) -> int:
    """Check what the arguments name, print what was found, and return the exit status."""
    place = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        report = check(place)
    except OSError as error:
        print(f"{place} cannot be read: {error.strerror}")
        return 1
    for line in report.notes + report.problems:
        print(line)
    print("NOT as it was exported." if report.problems else "All is as it was exported.")
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
