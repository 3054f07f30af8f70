"""Headers that tell a browser what it may do with what we send."""

import base64
import hashlib
import re

ALWAYS = {
    "X-Content-Type-Options": "nosniff",  # a file is what we say it is, not what it looks like
    "Referrer-Policy": "no-referrer",
}
NEVER_KEPT = {"Cache-Control": "no-store"}
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def page_policy(frame_ancestors: str) -> str:
    """Return the content security policy of a page of ours; no inline code, no other server."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "img-src 'self' blob: data:",
            "font-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {frame_ancestors}",
        )
    )


def reading_policy() -> str:
    """Return the policy of a page to read: our styles and pictures, and nothing that runs."""
    return (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )


def letter_policy(html: bytes) -> str:
    """Return the policy of a letter: nothing runs or loads; its own styles are named by hash."""
    styles = _STYLE.findall(html.decode("utf-8", "replace"))
    hashes = " ".join(f"'sha256-{_digest(style)}'" for style in styles) or "'none'"
    return (
        f"default-src 'none'; style-src {hashes}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'; sandbox"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
