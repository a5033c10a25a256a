"""A file that staff upload becomes one upright picture in plain colours, or a sentence why not."""

from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MAX_MB = 15
# What PIL raises for a file that is none or is damaged.
UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError)
MOST_PIXELS = 60_000_000
MASTER = 2000  # pixels of its longer side; crops are made of it again when the focus moves
READ = ("JPEG", "PNG", "WEBP", "AVIF")
SEE_THROUGH = {"RGBA", "LA", "PA", "P"}
TO_8_BITS = 1 / 256  # of 65,536 shades of grey: PIL alone makes all but the darkest white


class NotAPicture(Exception):
    """The file is refused; the text is for the person who chose it."""


def opened(upload: UploadedFile, least: tuple[int, int]) -> Image.Image:
    """The upright picture in sRGB, no larger than a master has to be.

    ``least`` is the smallest width and height, in pixels, of which all sizes can be made. Raises
    NotAPicture for what is no picture, too big or too small.
    """
    if (upload.size or 0) > MAX_MB * 1024 * 1024:
        raise NotAPicture(_("图片超过 %(limit)d MB，请压缩后再上传。") % {"limit": MAX_MB})
    try:
        image = Image.open(upload, formats=READ)
        if image.width * image.height > MOST_PIXELS:
            raise NotAPicture(_too_many_pixels())
        picture = _upright(image)
    except Image.DecompressionBombError as error:
        raise NotAPicture(_too_many_pixels()) from error
    except UNREADABLE as error:
        raise NotAPicture(_("读不出这张图片，请另存为 JPEG 或 PNG 后再上传。")) from error
    check_size(picture.size, least)
    return _on_white(_in_srgb(_reduced(picture, least)))


def check_size(size: tuple[int, int], least: tuple[int, int]) -> None:
    """Raise NotAPicture for what would have to be enlarged: it would look blurred."""
    if size[0] < least[0] or size[1] < least[1]:
        names = ("least_width", "least_height", "width", "height")
        raise NotAPicture(
            _(
                "图片太小：至少要宽 %(least_width)d、高 %(least_height)d 像素，"
                "这张是 %(width)d × %(height)d，放大会模糊。请上传原图。"
            )
            % dict(zip(names, (*least, *size), strict=True))
        )


def _too_many_pixels() -> str:
    return _("图片的像素太多，请缩小到 8000 像素以内再上传。")


def _upright(image: Image.Image) -> Image.Image:
    """In a mode that can be resized; a JPEG of many pixels is read at a part of its size."""
    profile = image.info.get("icc_profile", b"")
    image.draft(None, (MASTER, MASTER))
    ImageOps.exif_transpose(image, in_place=True)
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda shade: shade * TO_8_BITS).convert("L")
    elif image.mode == "1":
        image = image.convert("L")
    elif image.mode in SEE_THROUGH:
        image = image.convert("RGBA")
    image.info["icc_profile"] = profile
    return image


def _reduced(image: Image.Image, least: tuple[int, int]) -> Image.Image:
    """The longer side as long as a master's; a flat picture stays as high as it has to be."""
    ratios = (MASTER / max(image.size), least[0] / image.width, least[1] / image.height)
    scale = max(ratios)
    if scale >= 1:
        return image
    profile = image.info.get("icc_profile", b"")
    size = (round(image.width * scale), round(image.height * scale))
    smaller = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    smaller.info["icc_profile"] = profile
    return smaller


def _in_srgb(image: Image.Image) -> Image.Image:
    """What is written has no profile: the colours of a telephone or a press would be others."""
    profile = image.info.get("icc_profile", b"")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, given, srgb, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):  # a profile that is none, or of another mode
        return image
    return converted or image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "RGBA":
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image).convert("RGB")
    return image.convert("RGB")
