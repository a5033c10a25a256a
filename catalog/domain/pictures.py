"""A picture that staff upload becomes files of every size a page needs, without its EXIF data."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from catalog.models import Picture

MAX_MB = 15
# What PIL raises for a file that is none, damaged, or says that it has very many pixels.
UNREADABLE = (
    *(UnidentifiedImageError, OSError, ValueError, SyntaxError),
    Image.DecompressionBombError,
)
MOST_PIXELS = 60_000_000
MASTER = 2000  # pixels of its longer side; crops are made of it again when the focus moves
WIDTHS = (480, 960)
PORTRAIT_WIDTHS = (240, 480)
WIDE, SQUARE = (3, 2), (1, 1)
READ = ("JPEG", "PNG", "WEBP", "AVIF")
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


class NotAPicture(Exception):
    """The file is refused; the text is for the person who chose it."""


def opened(upload: UploadedFile) -> Image.Image:
    """The upright picture in plain colours; raise NotAPicture for what is none or too big."""
    if (upload.size or 0) > MAX_MB * 1024 * 1024:
        raise NotAPicture(_("图片超过 %(limit)d MB，请压缩后再上传。") % {"limit": MAX_MB})
    try:
        image = Image.open(upload, formats=READ)
        if image.width * image.height > MOST_PIXELS:
            raise NotAPicture(_("图片的像素太多，请缩小到 8000 像素以内再上传。"))
        upright = ImageOps.exif_transpose(image)
        return _on_white(upright)
    except UNREADABLE as error:
        raise NotAPicture(_("读不出这张图片，请另存为 JPEG 或 PNG 后再上传。")) from error


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"RGBA", "LA", "PA", "P"}:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return image.convert("RGB")


def save(picture: Picture, image: Image.Image) -> None:
    """Write the master and all sizes; the row is saved by the caller."""
    master = image.copy()
    master.thumbnail((MASTER, MASTER), Image.Resampling.LANCZOS)
    _write(f"{picture.folder}/master.png", master, {"format": "PNG"})
    derive(picture, master)


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
    with default_storage.open(f"{picture.folder}/master.png") as file:
        derive(picture, Image.open(file, formats=("PNG",)).convert("RGB"))


def derive(picture: Picture, master: Image.Image) -> None:
    picture.edition += 1
    if picture.is_code:
        _write(f"{picture.folder}/{picture.edition}-full.png", master, {"format": "PNG"})
        picture.width, picture.height = master.size
        return
    portrait = picture.instructor_id is not None
    cropped = _cropped(master, SQUARE if portrait else WIDE, picture.focus_x, picture.focus_y)
    for width in _widths(picture):
        height = round(width * cropped.height / cropped.width)
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
