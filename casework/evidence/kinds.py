"""The kinds of file that are taken as evidence, and how a name shows them."""

EXTENSIONS: dict[str, tuple[str, ...]] = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "image/heic": (".heic",),
    "image/heif": (".heif",),
    "application/pdf": (".pdf",),
    "message/rfc822": (".eml",),
    "text/plain": (".txt",),
}
"""Media type -> the extensions it goes by, the usual one first."""

ACCEPTED_EXTENSIONS: tuple[str, ...] = tuple(
    extension for extensions in EXTENSIONS.values() for extension in extensions
)


def usual_extension(media_type: str) -> str:
    """Return the extension, with its dot, that files of ``media_type`` usually have."""
    return EXTENSIONS[media_type][0]
