"""The files of a picture: a master, and every size a page needs, without EXIF data."""

from functools import partial
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from PIL import Image

from catalog.models import Picture

WIDTHS = (480, 960)
PORTRAIT_WIDTHS = (240, 480)
WIDE, SQUARE = (3, 2), (1, 1)
LEAST_CODE = (240, 240)  # pixels of a code to be scanned, as large as pages show it
WRITTEN: dict[str, dict[str, Any]] = {  # by file ending
    "avif": {"format": "AVIF", "quality": 50, "speed": 8},
    "webp": {"format": "WEBP", "quality": 72, "method": 4},
    "jpg": {"format": "JPEG", "quality": 78, "optimize": True, "progressive": True},
}
CONTENT_TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
}


def least_size(subject: str) -> tuple[int, int]:
    """The width and height in pixels below which a picture of that subject would be enlarged.

    ``subject`` is one of uploaded_picture.SUBJECTS.
    """
    if subject == "office":
        return LEAST_CODE
    width, (across, down) = (
        (PORTRAIT_WIDTHS[-1], SQUARE) if subject == "instructor" else (WIDTHS[-1], WIDE)
    )
    return width, width * down // across


def save(picture: Picture, image: Image.Image) -> None:
    """Write the master and all sizes; the row is saved by the caller."""
    _write(f"{picture.folder}/master.png", image, {"format": "PNG"})
    derive(picture, image)


def names_of(picture: Picture) -> list[str]:
    """What its files are called in its folder, the master first."""
    if picture.is_code:
        return ["master.png", f"{picture.edition}-full.png"]
    sizes = [f"{picture.edition}-{width}" for width in _widths(picture)]
    return ["master.png", *(f"{size}.{ending}" for size in sizes for ending in WRITTEN)]


def _widths(picture: Picture) -> tuple[int, ...]:
    return WIDTHS if picture.instructor_id is None else PORTRAIT_WIDTHS


def crop_again(picture: Picture) -> None:
    """Make the sizes anew of the master, after the focus or the subject was changed."""
    derive(picture, master_of(picture))


def master_of(picture: Picture) -> Image.Image:
    """Raises OSError where its file is gone, as after a backup was restored without files."""
    with default_storage.open(f"{picture.folder}/master.png") as file:
        return Image.open(file, formats=("PNG",)).convert("RGB")


def forget_former(picture: Picture) -> None:
    """Delete the files of former editions: who was on one may have asked not to be shown."""
    current = set(names_of(picture))
    for name in _stored(picture.folder):
        if name not in current:
            default_storage.delete(f"{picture.folder}/{name}")


@receiver(post_delete, sender=Picture)
def forget_deleted(instance: Picture, **kwargs: object) -> None:
    """Its files go with the row, also where the row goes with its course, venue or instructor."""
    transaction.on_commit(partial(_forget_all, instance.folder))


def _forget_all(folder: str) -> None:
    for name in _stored(folder):
        default_storage.delete(f"{folder}/{name}")


def _stored(folder: str) -> list[str]:
    try:
        return default_storage.listdir(folder)[1]
    except FileNotFoundError:  # a folder of the disk; a bucket has none and lists nothing
        return []


def derive(picture: Picture, master: Image.Image) -> None:
    picture.edition += 1
    if picture.is_code:
        _write(f"{picture.folder}/{picture.edition}-full.png", master, {"format": "PNG"})
        picture.width, picture.height = master.size
        return
    ratio = WIDE if picture.instructor_id is None else SQUARE
    cropped = _cropped(master, ratio, picture.focus_x, picture.focus_y)
    for width in _widths(picture):
        height = width * ratio[1] // ratio[0]
        sized = cropped.resize((width, height), Image.Resampling.LANCZOS)
        picture.width, picture.height = width, height
        for ending, options in WRITTEN.items():
            _write(f"{picture.folder}/{picture.edition}-{width}.{ending}", sized, options)


def _cropped(image: Image.Image, ratio: tuple[int, int], x: int, y: int) -> Image.Image:
    """The largest part of that ratio, as near to the focus (per cent) as the edges allow."""
    scale = min(image.width / ratio[0], image.height / ratio[1])
    width, height = round(ratio[0] * scale), round(ratio[1] * scale)
    left = min(max(0, round(image.width * x / 100 - width / 2)), image.width - width)
    top = min(max(0, round(image.height * y / 100 - height / 2)), image.height - height)
    return image.crop((left, top, left + width, top + height))


def _write(name: str, image: Image.Image, options: dict[str, Any]) -> None:
    """A copied picture brings no EXIF data, no colour profile and no place of the camera."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    body = BytesIO()
    bare.save(body, **options)
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(body.getvalue()))
