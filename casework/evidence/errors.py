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
