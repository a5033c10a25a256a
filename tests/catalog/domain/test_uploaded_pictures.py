"""Whatever staff upload gives good files of every size, or a sentence that says what would."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from catalog.domain import pictures
from catalog.domain.uploaded_pictures import NotAPicture, opened
from tests.damage import png_that_says

LEAST = pictures.least_size("course")
GREEN = (40, 160, 90)


def upload(image: Image.Image, kind: str, **options) -> SimpleUploadedFile:
    body = BytesIO()
    image.save(body, kind, **options)
    return SimpleUploadedFile(f"a.{kind.lower()}", body.getvalue())


def green(*, size=(1200, 800), mode="RGB") -> Image.Image:
    return Image.new("RGB", size, GREEN).convert(mode)


def png_of_16_bits(shade: int, *, kind: int) -> SimpleUploadedFile:
    """A PNG of 1200 × 800 pixels, all of one shade; ``kind`` 0 is grey, 2 is colour."""
    row = b"\0" + struct.pack(">H", shade) * 1200 * (3 if kind else 1)
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", 1200, 800, 16, kind, 0, 0, 0),
        b"IDAT": zlib.compress(row * 800),
        b"IEND": b"",
    }
    body = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts.items()
    )
    return SimpleUploadedFile("a.png", body)


def is_near(image: Image.Image, colour: tuple[int, int, int]) -> bool:
    found = image.getpixel((image.width // 2, image.height // 2))
    return max(abs(a - b) for a, b in zip(found, colour, strict=True)) <= 6


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 not a picture", "JPEG"),
        (b"<!doctype html><script>alert(1)</script>", "JPEG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"/>', "JPEG"),
        (b"", "JPEG"),
        (png_that_says(9_000), "像素太多"),
        (png_that_says(50_000), "像素太多"),
    ],
)
def test_a_file_that_is_no_picture_is_refused_in_words(data, words):
    with pytest.raises(NotAPicture, match=words):
        opened(SimpleUploadedFile("a.jpg", data), LEAST)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_half_a_file_is_refused_in_words(kind):
    noise = Image.effect_noise((1200, 800), 60)
    whole = upload(noise, kind).read()

    with pytest.raises(NotAPicture, match="JPEG"):
        opened(SimpleUploadedFile("a", whole[: len(whole) // 2]), LEAST)


@pytest.mark.parametrize("size", [(1, 1), (959, 640), (960, 639), (6000, 200), (200, 6000)])
def test_what_would_be_enlarged_is_refused_and_told_the_least_size(size):
    with pytest.raises(NotAPicture, match=f"宽 960、高 640 像素，这张是 {size[0]} × {size[1]}"):
        opened(upload(green(size=size), "PNG"), LEAST)


def test_a_picture_of_a_telephone_that_lies_is_measured_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    with pytest.raises(NotAPicture, match="这张是 640 × 960"):
        opened(upload(green(size=(960, 640)), "JPEG", exif=exif), LEAST)
    assert opened(upload(green(size=(800, 1200)), "JPEG", exif=exif), LEAST).size == (1200, 800)


@pytest.mark.parametrize("size", [(960, 640), (6000, 700), (1000, 6000), (7000, 5000)])
def test_the_master_of_any_form_is_large_enough_for_every_size(size):
    master = opened(upload(green(size=size), "JPEG"), LEAST)

    assert master.width >= 960
    assert master.height >= 640
    assert min(master.size) <= 2000
    assert abs(master.width / master.height - size[0] / size[1]) < 0.02 * size[0] / size[1]


@pytest.mark.parametrize(("shade", "grey"), [(0, 0), (32_768, 128), (65_535, 255)])
@pytest.mark.parametrize("kind", [0, 2])
def test_16_bits_a_pixel_keep_their_shade(shade, grey, kind):
    assert is_near(opened(png_of_16_bits(shade, kind=kind), LEAST), (grey, grey, grey))


@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_jpegs_of_screen_and_press_keep_their_colour(mode):
    assert is_near(opened(upload(green(mode=mode), "JPEG"), LEAST), GREEN)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_what_moves_the_first_picture_is_taken(kind):
    rest = {"save_all": True, "append_images": [Image.new("RGB", (1200, 800), "red")]}

    assert is_near(opened(upload(green(), kind, **rest), LEAST), GREEN)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_becomes_white(mode):
    clear = Image.new(mode, (1200, 800), 0)

    assert is_near(opened(upload(clear, "PNG"), LEAST), (255, 255, 255))


def test_transparent_colours_of_a_palette_become_white():
    image = green().quantize(2)

    found = opened(upload(image, "PNG", transparency=image.getpixel((0, 0))), LEAST)

    assert is_near(found, (255, 255, 255))


def test_colours_are_those_that_the_profile_of_the_file_means():
    """A profile in which the same numbers mean other colours than in sRGB."""
    image = green()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    bluer = profile.replace(b"rXYZ", b"tmpZ").replace(b"bXYZ", b"rXYZ").replace(b"tmpZ", b"bXYZ")

    plain = opened(upload(image, "JPEG", icc_profile=profile), LEAST)
    swapped = opened(upload(image, "JPEG", icc_profile=bluer), LEAST)
    damaged = opened(upload(image, "JPEG", icc_profile=b"no profile"), LEAST)

    assert is_near(plain, GREEN)
    assert is_near(swapped, (GREEN[2], GREEN[1], GREEN[0]))
    assert is_near(damaged, GREEN)


def test_who_teaches_needs_a_smaller_picture_and_a_code_a_smaller_one_still():
    assert pictures.least_size("venue") == (960, 640)
    assert pictures.least_size("instructor") == (480, 480)
    assert pictures.least_size("office") == (240, 240)
