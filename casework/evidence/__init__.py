"""Evidence: what a consumer hands in is hashed as it arrives and kept unaltered."""

from casework.evidence.contents import ContentBlocked, ContentGone, open_copy, open_original
from casework.evidence.errors import (
    EmptyFile,
    EvidenceRefused,
    FileTooLarge,
    MalwareFound,
    StorageFull,
    TwoKindsInOne,
    TypeNotAccepted,
)
from casework.evidence.filestore import FileStore, StoredFile, evidence_store
from casework.evidence.kinds import ACCEPTED_EXTENSIONS
from casework.evidence.receive import KeptFile, Receipt, enter, keep, receive
from casework.evidence.scanning import Scanner

__all__ = [
    "ACCEPTED_EXTENSIONS",
    "ContentBlocked",
    "ContentGone",
    "EmptyFile",
    "EvidenceRefused",
    "FileStore",
    "FileTooLarge",
    "KeptFile",
    "MalwareFound",
    "Receipt",
    "Scanner",
    "StorageFull",
    "StoredFile",
    "TwoKindsInOne",
    "TypeNotAccepted",
    "enter",
    "evidence_store",
    "keep",
    "open_copy",
    "open_original",
    "receive",
]
