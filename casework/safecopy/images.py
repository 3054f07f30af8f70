"""Photos and screenshots: decoded and encoded anew, so that only what is seen remains."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import Any

from PIL import ExifTags, Image, ImageCms, ImageOps

from casework.safecopy.made import Damaged, Made, TooHeavy

MAX_PIXELS = 64_000_000
"""A decoded pixel takes three to four bytes; the worker's memory has to hold a few of them."""
_JPEG_QUALITY = 90
_LONGEST = 100  # characters of a text in the metadata


def copy_image(data: bytes, media_type: str) -> Made:
    """Return the picture without metadata: PNG stays PNG, all else becomes JPEG.

    It is turned upright first and its colours are converted to sRGB, since the notes on both go.
    Raises Damaged or TooHeavy.
    """
    Image.MAX_IMAGE_PIXELS = None  # our own limit is checked before anything is decoded
    if media_type in ("image/heic", "image/heif"):
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    try:
        with Image.open(io.BytesIO(data)) as image:
            _fit(image)
            found = _found(image)
            return _encoded(_upright(image), image.format == "PNG", found)
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for broken files
        raise Damaged(str(error)) from error


def _fit(image: Image.Image) -> None:
    """Refuse too many pixels; a large JPEG can be decoded smaller instead."""
    if image.width * image.height <= MAX_PIXELS:
        return
    if image.format == "JPEG" and image.width * image.height <= 16 * MAX_PIXELS:
        image.draft("RGB", (image.width // 4, image.height // 4))
    if image.width * image.height > MAX_PIXELS:
        raise TooHeavy(f"{image.width} x {image.height} pixels")


def _upright(image: Image.Image) -> Image.Image:
    image.load()
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if profile and upright.mode == "RGB":
        upright = _in_srgb(upright, profile)
    return upright


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that nobody can read says nothing of the colours
    return changed or image


def _encoded(image: Image.Image, as_png: bool, found: dict[str, Any]) -> Made:
    target = io.BytesIO()
    bare = _bare(image, as_png)
    if as_png:
        bare.save(target, "PNG")
        return Made(target.getvalue(), "image/png", 1, found)
    bare.save(target, "JPEG", quality=_JPEG_QUALITY)
    return Made(target.getvalue(), "image/jpeg", 1, found)


def _bare(image: Image.Image, as_png: bool) -> Image.Image:
    """Return the pixels alone, on white where JPEG knows no transparency."""
    see_through = "A" in image.getbands() or "transparency" in image.info
    if see_through:
        image = image.convert("RGBA")
        if not as_png:
            ground = Image.new("RGB", image.size, "white")
            ground.paste(image, mask=image.getchannel("A"))
            image = ground
    elif image.mode != "RGB":
        image = image.convert("RGB")
    image.info.clear()
    return image


def _found(image: Image.Image) -> dict[str, Any]:
    """Return what EXIF (CIPA DC-008) says of time, place and camera."""
    try:
        exif = image.getexif()
        more = exif.get_ifd(ExifTags.IFD.Exif)
        place = _place(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except Exception:  # a broken block of metadata must not cost the picture
        return {}
    taken = more.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    camera = f"{_text(exif.get(ExifTags.Base.Make))} {_text(exif.get(ExifTags.Base.Model))}"
    found = {"taken_at": _moment(_text(taken)), "camera": camera.strip(), "place": place}
    return {name: value for name, value in found.items() if value}


def _text(value: object) -> str:
    words = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")
    return "".join(c for c in words if c.isprintable()).strip()[:_LONGEST]


def _moment(exif: str) -> str:
    """Return ``2026:11:03 10:00:00`` as ISO 8601, without a zone, as the camera's clock had it."""
    day, _, time = exif.partition(" ")
    return f"{day.replace(':', '-')}T{time}" if day[:4].isdecimal() and time else ""


def _place(gps: dict[int, Any]) -> dict[str, str] | None:
    """Return latitude and longitude in degrees, as text with five decimals (about a metre)."""
    latitude = _degrees(gps.get(2), gps.get(1) == "S")
    longitude = _degrees(gps.get(4), gps.get(3) == "W")
    if latitude is None or longitude is None:
        return None
    return {"lat": latitude, "lon": longitude}


def _degrees(parts: Any, negative: bool) -> str | None:
    try:
        degrees, minutes, seconds = (Fraction(float(part)) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    value = float(degrees + minutes / 60 + seconds / 3600)
    return f"{-value if negative else value:.5f}"
