"""The bytes of an exhibit, for those who may have them."""

from typing import BinaryIO

from casework.evidence.filestore import FileStore
from casework.evidence.scanning import INFECTED
from casework.store.models import Exhibit

KEPT = "kept"
ERASED = "erased"


class ContentGone(Exception):
    """The content was erased, or its file is missing."""

    code = "content_gone"


class ContentBlocked(Exception):
    """The scanner knows the content as harmful: nobody gets it."""

    code = "content_blocked"


def open_original(store: FileStore, exhibit: Exhibit) -> BinaryIO:
    """Open the bytes as they arrived, for reading and seeking.

    Raises ContentGone or ContentBlocked; SealBroken where the file is not as it was written.
    """
    return _opened(store, exhibit, exhibit.storage_key)


def open_copy(store: FileStore, exhibit: Exhibit) -> BinaryIO:
    """Open the safe copy: what the other side and the mediator see.

    Raises as ``open_original`` does, ContentGone also where there is no copy.
    """
    return _opened(store, exhibit, exhibit.copy_key)


def _opened(store: FileStore, exhibit: Exhibit, key: str | None) -> BinaryIO:
    if exhibit.scan == INFECTED:
        raise ContentBlocked(f"the scanner found something in exhibit {exhibit.id}")
    if exhibit.state == ERASED or key is None:
        raise ContentGone(f"exhibit {exhibit.id} has no such content")
    try:
        return store.open(key, exhibit.wrapped_key)
    except KeyError as error:
        raise ContentGone(f"the file of exhibit {exhibit.id} is missing") from error
