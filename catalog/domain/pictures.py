"""The files of a picture: a master, and every size a page needs, without EXIF data."""

from functools import partial
from io import BytesIO
from typing import Any, NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from PIL import Image

from catalog.models import Picture


class Shape(NamedTuple):
    """How a picture is cropped, and the widths in pixels that pages choose from."""

    across: int
    down: int
    widths: tuple[int, ...]

    def height(self, width: int) -> int:
        return width * self.down // self.across


SCENE = Shape(3, 2, (240, 480, 960))
PORTRAIT = Shape(1, 1, (240, 480))
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
    shape = PORTRAIT if subject == "instructor" else SCENE
    return shape.widths[-1], shape.height(shape.widths[-1])


def _shape(picture: Picture) -> Shape:
    return SCENE if picture.instructor_id is None else PORTRAIT


def save(picture: Picture, image: Image.Image) -> None:
    """Write the master and all sizes; the row is saved by the caller."""
    _write(f"{picture.folder}/master.png", image, {"format": "PNG"})
    derive(picture, image)


def names_of(picture: Picture) -> list[str]:
    """What its files are called in its folder, the master first."""
    if picture.is_code:
        return ["master.png", f"{picture.edition}-full.png"]
    sizes = [f"{picture.edition}-{width}" for width in _shape(picture).widths]
    return ["master.png", *(f"{size}.{ending}" for size in sizes for ending in WRITTEN)]


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
    shape = _shape(picture)
    cropped = _cropped(picture, master)
    for width in shape.widths:
        _write_sizes(picture, cropped, width)
    largest = shape.widths[-1]
    picture.width, picture.height = largest, shape.height(largest)


def make_missing(picture: Picture, width: int) -> None:
    """Make one size of the picture, which a release before this one did not make at the upload.

    Nothing is made of a width that no page asks for. Raises OSError where the master is gone.
    """
    if not picture.is_code and width in _shape(picture).widths:
        _write_sizes(picture, _cropped(picture, master_of(picture)), width)


def _write_sizes(picture: Picture, cropped: Image.Image, width: int) -> None:
    """One width in every format."""
    size = (width, _shape(picture).height(width))
    sized = cropped.resize(size, Image.Resampling.LANCZOS)
    for ending, options in WRITTEN.items():
        _write(f"{picture.folder}/{picture.edition}-{width}.{ending}", sized, options)


def _cropped(picture: Picture, image: Image.Image) -> Image.Image:
    """The largest part of its shape, as near to its focus (per cent) as the edges allow."""
    shape, x, y = _shape(picture), picture.focus_x, picture.focus_y
    scale = min(image.width / shape.across, image.height / shape.down)
    width, height = round(shape.across * scale), round(shape.down * scale)
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
