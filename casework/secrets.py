"""Keys of this installation: from the settings, or made once and kept in the data folder."""

import os
import secrets
from pathlib import Path

from casework.settings import Settings

FILE_NAME = "secret.key"
_BYTES = 32


def secret_key(settings: Settings) -> bytes:
    """Return the signing key of this installation.

    Where the settings name none, it is made on first use and kept (``secret_in``).
    """
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    return secret_in(settings.data_dir / FILE_NAME)


def secret_in(path: Path) -> bytes:
    """Return what the file holds: 32 random bytes in base64 (RFC 4648, section 5).

    It is made on first use, readable by its owner only. Several processes may ask at once; all get
    the same key.
    """
    if not path.exists():
        _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_urlsafe(_BYTES).encode())
    try:
        # A link appears whole or not at all, and the first process to make it wins.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
