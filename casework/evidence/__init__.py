"""Evidence: what a consumer hands in is hashed as it arrives and kept unaltered."""

from casework.evidence.errors import EmptyFile, EvidenceRefused, FileTooLarge, TypeNotAccepted
from casework.evidence.filestore import FileStore, StoredFile
from casework.evidence.kinds import ACCEPTED_EXTENSIONS
from casework.evidence.receive import KeptFile, Receipt, enter, keep, receive

__all__ = [
    "ACCEPTED_EXTENSIONS",
    "EmptyFile",
    "EvidenceRefused",
    "FileStore",
    "FileTooLarge",
    "KeptFile",
    "Receipt",
    "StoredFile",
    "TypeNotAccepted",
    "enter",
    "keep",
    "receive",
]
