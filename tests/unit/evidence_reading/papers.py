"""Makers of papers as shops send them: mails, PDFs and photos of a receipt."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from typing import Any

import pikepdf
import typst
from PIL import Image, ImageDraw, ImageFont

EMAIL, PDF, TEXT, PHOTO = "message/rfc822", "application/pdf", "text/plain", "image/png"


@dataclass(frozen=True)
class Paper:
    """A confirmation and what a careful reader finds in it."""

    name: str
    media_type: str
    make: Callable[[], bytes]
    order_number: str | None
    order_date: date | None
    amount: str | None
    currency: str | None
    others: dict[str, Any] = field(default_factory=dict)
    country: str | None = None


def mail(
    sender: str, day: str, subject: str, text: str = "", html: str = "", to: str = "sam@example.org"
) -> Callable[[], bytes]:
    def make() -> bytes:
        message = EmailMessage()
        message["From"], message["To"], message["Date"] = sender, to, day
        message["Subject"] = subject
        if text:
            message.set_content(text)
        if html and text:
            message.add_alternative(html, "html")
        elif html:
            message.set_content(html, subtype="html")
        return message.as_bytes()

    return make


def pdf(source: str) -> Callable[[], bytes]:
    """Return a maker of a PDF from typst markup."""
    head = "#set page(width: 210mm, height: 297mm, margin: 18mm)\n#set text(size: 10pt)\n"
    return lambda: bytes(typst.compile((head + source).encode()))


def placed_pdf(lines: list[tuple[int, int, str]]) -> Callable[[], bytes]:
    """Return a maker of a PDF whose words stand at given points, as old invoice programs do."""

    def make() -> bytes:
        document = pikepdf.new()
        page = document.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        words = "".join(f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in lines)
        page.Contents = document.make_stream(words.encode("latin-1"))
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return make


def photo(lines: list[str], turn: float = 0.0) -> Callable[[], bytes]:
    """Return a maker of a picture of printed lines, a little turned as photos are."""

    def make() -> bytes:
        picture = Image.new("L", (1400, 90 + 62 * len(lines)), 246)
        pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=36)
        for row, line in enumerate(lines):
            pen.text((60, 45 + 62 * row), line, fill=20, font=font)
        target = io.BytesIO()
        picture.rotate(turn, fillcolor=246).save(target, "PNG")
        return target.getvalue()

    return make


def text(words: str) -> Callable[[], bytes]:
    return words.encode
