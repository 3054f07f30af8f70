"""Why a file is not taken as evidence. Each reason has a ``code`` that the widget has words for."""


class EvidenceRefused(Exception):
    """The file was not taken; nothing of it is kept."""

    code = "evidence_refused"


class EmptyFile(EvidenceRefused):
    """The file holds no bytes."""

    code = "empty_file"


class FileTooLarge(EvidenceRefused):
    """The file is larger than ``limit`` bytes."""

    code = "file_too_large"

    def __init__(self, limit: int) -> None:
        super().__init__(f"the file is larger than {limit} bytes")
        self.limit = limit


class TypeNotAccepted(EvidenceRefused):
    """The content, whatever the name claims, is of no kind that is accepted."""

    code = "type_not_accepted"


class TwoKindsInOne(EvidenceRefused):
    """Programs would disagree on what the file is, as with a PDF that is an archive as well."""

    code = "two_kinds_in_one"


class MalwareFound(EvidenceRefused):
    """The scanner knows the content as harmful; ``signature`` is its name for it."""

    code = "malware_found"

    def __init__(self, signature: str) -> None:
        super().__init__(f"the scanner found {signature}")
        self.signature = signature


class StorageFull(EvidenceRefused):
    """The disk has no room; the same file may be sent again later."""

    code = "storage_full"
