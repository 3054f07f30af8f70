"""Original bytes on disk, under names of our own, written whole or not at all."""

import hashlib
import os
import re
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from casework.evidence.errors import FileTooLarge

CHUNK = 64 * 1024
_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}")


@dataclass(frozen=True)
class StoredFile:
    """What is known of a file when its last byte is on disk."""

    key: str
    size: int  # bytes
    sha256: str  # hexadecimal, of the bytes as they came


class FileStore:
    """A folder of files that are written once and never changed.

    A key says nothing about the content. Folders are readable by their owner only.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, stream: BinaryIO, limit: int) -> StoredFile:
        """Copy ``stream`` to the disk, reading at most one byte more than ``limit``.

        Raises FileTooLarge where the stream holds more than ``limit`` bytes; nothing is kept then.
        """
        handle, name = tempfile.mkstemp(dir=self._folder("incoming"))
        incoming = Path(name)
        try:
            with os.fdopen(handle, "wb") as target:
                size, sha256 = _copy(stream, target, limit)
            key = self._settle(incoming)
        finally:
            incoming.unlink(missing_ok=True)
        return StoredFile(key, size, sha256)

    def open(self, key: str) -> BinaryIO:
        """Open the file of ``key`` for reading; raises KeyError where there is none."""
        try:
            return self._path(key).open("rb")
        except FileNotFoundError as error:
            raise KeyError(key) from error

    def delete(self, key: str) -> None:
        """Remove the file of ``key``; does nothing where it is gone already."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise KeyError(key)
        return self.root / key

    def _folder(self, name: str) -> Path:
        folder = self.root / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def _settle(self, incoming: Path) -> str:
        """Move a complete file to its final place, so that a crash leaves all of it or nothing."""
        name = uuid.uuid4().hex
        folder = self._folder(name[:2])
        incoming.replace(folder / name)
        _sync_folder(folder)
        return f"{name[:2]}/{name}"


def _copy(stream: BinaryIO, target: BinaryIO, limit: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(stream, limit + 1):
        size += len(chunk)
        if size > limit:
            raise FileTooLarge(limit)
        digest.update(chunk)
        target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    return size, digest.hexdigest()


def _chunks(stream: BinaryIO, at_most: int) -> Iterator[bytes]:
    left = at_most
    while left > 0 and (chunk := stream.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk


def _sync_folder(folder: Path) -> None:
    # A renamed file survives a power cut only once its folder is on disk as well.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
