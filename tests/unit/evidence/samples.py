"""Files as phones, shops and bad people make them."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from email.message import EmailMessage

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

TAKEN = "2026:11:03 10:15:00"
MEGABYTE = 1024 * 1024


def exif() -> Image.Exif:
    """Return what a phone notes: time, camera, and a place in Vienna."""
    noted = Image.Exif()
    noted[0x010F], noted[0x0110] = "Acme", "Phone 7"
    noted.get_ifd(0x8769)[0x9003] = TAKEN
    noted.get_ifd(0x8825).update({1: "N", 2: (48.0, 12.0, 30.0), 3: "E", 4: (16.0, 22.0, 12.0)})
    return noted


def picture(size: tuple[int, int] = (64, 48)) -> Image.Image:
    return Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3))


def photo(size: tuple[int, int] = (64, 48), kind: str = "JPEG") -> bytes:
    """Return a photo that tells where and when it was taken."""
    target = io.BytesIO()
    picture(size).save(target, kind, exif=exif())
    return target.getvalue()


def heic_photo() -> bytes:
    target = io.BytesIO()
    pillow_heif.from_pillow(picture()).save(target, exif=exif().tobytes())
    return target.getvalue()


def huge_png(side: int = 30_000) -> bytes:
    """Return a real PNG of ``side`` x ``side`` white pixels, a few kilobytes small."""
    row = b"\0" + b"\xff" * -(-side // 8)
    packing = zlib.compressobj(9)
    data = b"".join(packing.compress(row * 100) for _ in range(side // 100)) + packing.flush()
    header = side.to_bytes(4) * 2 + b"\1\0\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, content)
        for kind, content in ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return len(content).to_bytes(4) + checked + zlib.crc32(checked).to_bytes(4)


def pdf(pages: int = 2) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.save(target)
    return target.getvalue()


def active_pdf() -> bytes:
    """Return a PDF that runs, opens, sends, carries a file along and names its author."""
    target = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page().obj
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert('hello')"))
        document.Root.OpenAction = script
        document.Root.AA = Dictionary(WC=script)
        document.Root.Names = Dictionary(
            JavaScript=Dictionary(Names=Array([String("x"), document.make_indirect(script)]))
        )
        document.attachments["secret.txt"] = b"attached words"
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
        link.A = Dictionary(S=Name.URI, URI=String("https://tracker.example/open"))
        field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, Rect=[0, 0, 9, 9])
        field.AA = Dictionary(K=script)
        movie = Dictionary(Type=Name.Annot, Subtype=Name.Movie, Rect=[0, 0, 9, 9])
        page.Annots = Array([document.make_indirect(a) for a in (link, field, movie)])
        page.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("calc.exe")))
        with document.open_metadata() as metadata:
            metadata["dc:creator"] = ["Anna Private"]
        document.docinfo[Name.Author] = "Anna Private"
        document.docinfo[Name.CreationDate] = "D:20261103101500+01'00'"
        document.save(target)
    return target.getvalue()


def locked_pdf() -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(target, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return target.getvalue()


def bomb_pdf(megabytes: int = 300) -> bytes:
    """Return a small PDF whose page unfolds, in two steps, to so many megabytes."""
    packing = zlib.compressobj(9)
    blank = b" " * MEGABYTE
    once = b"".join(packing.compress(blank) for _ in range(megabytes)) + packing.flush()
    target = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page().obj
        page.Contents = pikepdf.Stream(document, b"")
        page.Contents.write(
            zlib.compress(once, 9), filter=Array([Name.FlateDecode, Name.FlateDecode])
        )
        document.save(target, compress_streams=False, stream_decode_level=_AS_IT_IS)
    return target.getvalue()


_AS_IT_IS = pikepdf.StreamDecodeLevel.none


def archive(content: bytes = b"hello") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("invoice.txt", content)
    return target.getvalue()


def mail() -> bytes:
    """Return a mail with HTML words that a reader would not see, and an attachment."""
    message = EmailMessage()
    message["From"] = "Shop <service@shop.example>"
    message["To"] = "me@example.org"
    message["Date"] = "Tue, 03 Nov 2026 10:00:00 +0100"
    message["Subject"] = "Ihre Bestellung: Schlüssel"
    message["Authentication-Results"] = "mx.example.org; dkim=pass"
    message["X-Tracking"] = "secret-tracker"
    html = "<html><head><title>x</title><script>evil()</script></head>"
    message.set_content(html + "<p>Order <b>4711</b></p><p>late</p></html>", "html")
    message.add_attachment(b"%PDF-1.4 x", "application", "pdf", filename="invoice.pdf")
    return message.as_bytes()
