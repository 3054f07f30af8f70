"""Reads an uploaded file from the network to the disk, never the whole of it into memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from typing import BinaryIO, cast

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File, FormParser, parse_options_header

from casework.evidence import FileTooLarge

IN_MEMORY = 256 * 1024
"""Bytes of a file that are held in memory before the rest goes to a temporary file."""
ENVELOPE = 16 * 1024
"""Bytes that the form around the file may take."""
READ_ON_FACTOR = 4
"""A body over the limit is read (and thrown away) up to this many times the limit: a browser that
is cut off while it sends shows a network error instead of our answer."""


class UploadRefused(Exception):
    """The request holds no file that could be read."""

    code = "bad_upload"


class Upload:
    """One request's form: the file, and the fields beside it."""

    def __init__(self) -> None:
        self.file: File | None = None
        self.fields: dict[str, str] = {}

    @property
    def content(self) -> BinaryIO:
        """Return the file's bytes, from the start."""
        if self.file is None:
            raise UploadRefused("the form holds no file")
        content = cast(BinaryIO, self.file.file_object)
        content.seek(0)
        return content

    @property
    def name(self) -> str:
        """Return the name that the sender gave the file."""
        raw = self.file.file_name if self.file is not None else None
        return (raw or b"").decode("utf-8", "replace")

    def close(self) -> None:
        """Remove what the file took of memory and temporary space."""
        if self.file is not None:
            self.file.close()

    def _add_file(self, file: File) -> None:
        if self.file is None and file.field_name == b"file":
            self.file = file
        else:
            file.close()

    def _add_field(self, field: Field) -> None:
        name = (field.field_name or b"").decode("utf-8", "replace")
        self.fields[name] = (field.value or b"").decode("utf-8", "replace")


async def read_upload(body: AsyncIterator[bytes], content_type: str, limit: int) -> Upload:
    """Read a ``multipart/form-data`` body whose file has at most about ``limit`` bytes.

    Raises FileTooLarge or UploadRefused.
    """
    upload = Upload()
    parser = _parser(content_type, upload)
    size = 0
    try:
        async for chunk in body:
            size += len(chunk)
            if size > limit + ENVELOPE:
                await _read_on(body, limit * READ_ON_FACTOR - size)
                raise FileTooLarge(limit)
            parser.write(chunk)
        parser.finalize()
    except FormParserError as error:
        upload.close()
        raise UploadRefused("the form can't be read") from error
    except BaseException:  # also where the connection is cut: the task is cancelled then
        upload.close()
        raise
    return upload


def _parser(content_type: str, upload: Upload) -> FormParser:
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise UploadRefused("the body is no multipart form")
    return FormParser(
        "multipart/form-data",
        upload._add_field,
        upload._add_file,
        boundary=options[b"boundary"],
        config={"MAX_MEMORY_FILE_SIZE": IN_MEMORY},
    )


async def _read_on(body: AsyncIterator[bytes], at_most: int) -> None:
    with suppress(Exception):
        async for chunk in body:
            at_most -= len(chunk)
            if at_most < 0:
                return
