"""Files encrypted in frames, so that any size is read and written in flat memory.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway and Vizár: "Online Authenticated-Encryption
and its Nonce-Reuse Misuse-Resistance", 2015): each frame is AES-256-GCM under a nonce that counts
the frames and marks the last one. So no frame can be changed, moved, left out or cut off unseen.
Each file has a key of its own, derived (HKDF, RFC 5869) from the data key and a random salt: one
data key may seal several files.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

KEY = 32  # bytes
FRAME = 64 * 1024
"""Bytes of content in each frame but the last, which may hold fewer (or none)."""
_MAGIC = b"RDS1"
_SALT, _PREFIX, _TAG, _NONCE = 16, 7, 16, 12
_HEADER = len(_MAGIC) + _SALT + _PREFIX
_WRAPPING = b"redress data key"
_CONTENT = b"redress sealed file"


class SealBroken(Exception):
    """The file, or its key, is not what was written: changed, cut, or of another installation."""

    code = "seal_broken"


def new_data_key() -> bytes:
    """Return a random data key."""
    return os.urandom(KEY)


def wrap(data_key: bytes, master_key: bytes) -> bytes:
    """Return ``data_key`` encrypted under the master key (AES-256-GCM, random nonce)."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(master_key).encrypt(nonce, data_key, _WRAPPING)


def unwrap(wrapped: bytes, master_key: bytes) -> bytes:
    """Return the data key again; raises SealBroken under another master key."""
    try:
        return AESGCM(master_key).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], _WRAPPING)
    except (InvalidTag, ValueError) as error:
        raise SealBroken("the data key cannot be opened with this master key") from error


def seal(chunks: Iterable[bytes], target: BinaryIO, data_key: bytes) -> None:
    """Write ``chunks`` (of any sizes) to ``target`` as one sealed file."""
    header = _MAGIC + os.urandom(_SALT + _PREFIX)
    cipher = _Frames(header, data_key)
    target.write(header)
    waiting, index = bytearray(), 0
    for chunk in chunks:
        waiting += chunk
        while len(waiting) > FRAME:  # the last frame is known only when nothing follows
            target.write(cipher.closed(index, bytes(waiting[:FRAME]), last=False))
            del waiting[:FRAME]
            index += 1
    target.write(cipher.closed(index, bytes(waiting), last=True))


def unseal(source: BinaryIO, data_key: bytes) -> BinaryIO:
    """Return the content of a sealed file: readable, seekable, decrypted frame by frame.

    Raises SealBroken, here or while reading, where the file is not as it was written.
    """
    return io.BufferedReader(_SealedFile(source, data_key), FRAME)


class _Frames:
    """Closes and opens the frames of one file."""

    def __init__(self, header: bytes, data_key: bytes) -> None:
        salt, self._prefix = header[len(_MAGIC) : -_PREFIX], header[-_PREFIX:]
        derived = HKDF(SHA256(), KEY, salt=salt, info=_CONTENT).derive(data_key)
        self._cipher, self._header = AESGCM(derived), header

    def closed(self, index: int, content: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(index, last), content, self._header)

    def opened(self, index: int, frame: bytes, *, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._nonce(index, last), frame, self._header)
        except InvalidTag as error:
            raise SealBroken(f"frame {index} of the file was changed") from error

    def _nonce(self, index: int, last: bool) -> bytes:
        return self._prefix + index.to_bytes(4) + bytes([last])


class _SealedFile(io.RawIOBase):
    """The content of a sealed file; holds one frame at a time."""

    def __init__(self, source: BinaryIO, data_key: bytes) -> None:
        self._source = source
        header = source.read(_HEADER)
        body = source.seek(0, os.SEEK_END) - _HEADER
        if not header.startswith(_MAGIC) or body < _TAG:
            source.close()
            raise SealBroken("this is no sealed file")
        self._frames = _Frames(header, data_key)
        self._last = max(0, -(-body // (FRAME + _TAG)) - 1)
        self._size = body - (self._last + 1) * _TAG
        self._at, self._held, self._frame = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, target: WriteableBuffer, /) -> int:
        view = memoryview(target)
        index, start = divmod(self._at, FRAME)
        if self._at > self._size or index > self._last:
            return 0
        part = self._frame_at(index)[start : start + len(view)]
        view[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        self._source.close()
        super().close()

    def _frame_at(self, index: int) -> bytes:
        if index != self._held:
            self._source.seek(_HEADER + index * (FRAME + _TAG))
            sealed = self._source.read(FRAME + _TAG)
            self._frame = self._frames.opened(index, sealed, last=index == self._last)
            self._held = index
        return self._frame
