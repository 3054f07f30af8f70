"""Original bytes on disk: sealed, under names of our own, written whole or not at all."""

import base64
import errno
import hashlib
import os
import re
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from casework.evidence.errors import FileTooLarge, StorageFull
from casework.evidence.sealing import KEY, new_data_key, seal, unseal, unwrap, wrap
from casework.secrets import secret_in
from casework.settings import Settings

CHUNK = 64 * 1024
KEY_FILE = "evidence.key"
_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}")
_FULL = {errno.ENOSPC, errno.EDQUOT}


class MasterKeyInvalid(Exception):
    """The master key of the settings is not 32 bytes in base64 (``openssl rand -base64 32``)."""

    code = "master_key_invalid"


@dataclass(frozen=True)
class StoredFile:
    """What is known of a file when its last byte is on disk."""

    key: str
    size: int  # bytes
    sha256: str  # hexadecimal, of the bytes as they came
    wrapped_key: bytes  # the data key that opens it, encrypted under the master key


class FileStore:
    """A folder of sealed files that are written once and never changed.

    A key says nothing about the content. Folders are readable by their owner only. Without a
    ``master_key`` (32 bytes) one is made on first use, in a file beside the folder.
    """

    def __init__(self, root: Path, master_key: bytes | None = None) -> None:
        self.root = root
        self._given_key = master_key

    @cached_property
    def quarantine(self) -> "FileStore":
        """Return the place for files that nobody has looked at yet."""
        return FileStore(self.root / "quarantine", self._master_key)

    def put(self, stream: BinaryIO, limit: int, wrapped_key: bytes | None = None) -> StoredFile:
        """Seal ``stream`` on the disk, reading at most one byte more than ``limit``.

        Without ``wrapped_key`` the file gets a data key of its own. Raises FileTooLarge where the
        stream holds more than ``limit`` bytes, StorageFull where the disk has no room; nothing is
        kept then.
        """
        wrapped = wrapped_key or wrap(new_data_key(), self._master_key)
        handle, name = tempfile.mkstemp(dir=self._folder("incoming"))
        incoming = Path(name)
        try:
            with os.fdopen(handle, "wb") as target:
                size, sha256 = _copy(stream, target, limit, unwrap(wrapped, self._master_key))
            key = self._settle(incoming)
        except OSError as error:
            if error.errno in _FULL:
                raise StorageFull("the disk has no room for the file") from error
            raise
        finally:
            incoming.unlink(missing_ok=True)
        return StoredFile(key, size, sha256, wrapped)

    def open(self, key: str, wrapped_key: bytes | None) -> BinaryIO:
        """Open the file of ``key`` for reading and seeking.

        Files of the first release were not sealed; they have no ``wrapped_key``. Raises KeyError
        where there is no such file, SealBroken where it is not as it was written.
        """
        try:
            file = self._path(key).open("rb")
        except FileNotFoundError as error:
            raise KeyError(key) from error
        if wrapped_key is None:
            return file
        try:
            return unseal(file, unwrap(wrapped_key, self._master_key))
        except BaseException:
            file.close()
            raise

    def release(self, key: str) -> None:
        """Take a file out of the quarantine."""
        folder = self._folder(key[:2])
        self.quarantine._path(key).replace(self._path(key))
        _sync_folder(folder)

    def delete(self, key: str) -> None:
        """Remove the file of ``key``; does nothing where it is gone already."""
        self._path(key).unlink(missing_ok=True)

    def sweep(self, before: datetime) -> None:
        """Remove what a process that died left in quarantine or half-written before then."""
        for folder in ("incoming", "quarantine"):
            for path in (self.root / folder).rglob("*"):
                with suppress(FileNotFoundError):
                    if path.is_file() and path.stat().st_mtime < before.timestamp():
                        path.unlink()

    @cached_property
    def _master_key(self) -> bytes:
        if self._given_key is not None:
            return self._given_key
        return as_master_key(secret_in(self.root.parent / KEY_FILE).decode())

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


def evidence_store(settings: Settings) -> FileStore:
    """Return the store of this installation; raises MasterKeyInvalid."""
    master = settings.master_key
    key = as_master_key(master.get_secret_value()) if master is not None else None
    return FileStore(settings.exhibits_dir, key)


def as_master_key(text: str) -> bytes:
    """Return the key (32 bytes) that base64 ``text``, of either alphabet, stands for."""
    plain = text.strip().rstrip("=").replace("+", "-").replace("/", "_")
    try:
        key = base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
    except ValueError as error:
        raise MasterKeyInvalid("REDRESS_MASTER_KEY is not base64") from error
    if len(key) != KEY:
        raise MasterKeyInvalid(f"REDRESS_MASTER_KEY holds {len(key)} bytes instead of {KEY}")
    return key


def _copy(stream: BinaryIO, target: BinaryIO, limit: int, data_key: bytes) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0

    def counted() -> Iterator[bytes]:
        nonlocal size
        for chunk in _chunks(stream, limit + 1):
            size += len(chunk)
            if size > limit:
                raise FileTooLarge(limit)
            digest.update(chunk)
            yield chunk

    seal(counted(), target, data_key)
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
