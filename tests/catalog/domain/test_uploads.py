"""A file becomes the text of an outline, or a sentence that says what to do instead."""

import io

import docx
import pytest
from PIL import Image

from catalog.domain.uploads import uploaded
from catalog.outline import OutlineError


def word_file(*, pictures: int) -> bytes:
    document = docx.Document()
    document.add_paragraph("第一模块 开场")
    for _ in range(pictures):
        picture = io.BytesIO()
        Image.new("RGB", (4, 4)).save(picture, "PNG")
        picture.seek(0)
        document.add_picture(picture)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_pictures_of_a_word_file_are_counted_and_left_out():
    file = uploaded("a.docx", word_file(pictures=2))

    assert (file.text, [entry.kind for entry in file.left_out]) == (
        "第一模块 开场\n",
        ["picture", "picture"],
    )
    assert uploaded("a.docx", word_file(pictures=0)).left_out == ()


def test_a_text_file_is_taken_as_it_is():
    file = uploaded("a.txt", "\ufeff第一模块\r\n一、开场".encode())

    assert file.text == "第一模块\r\n一、开场"
    assert dict(file.facts)["encoding"] == "UTF-8"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为 .docx"),
        ("a.ppt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为 .pptx"),
        ("a.pages", b"PK\x03\x04", "另存为 .docx"),
        ("a.pdf", b"%PDF-1.7\n", "PDF"),
        ("a.rtf", b"{\\rtf1 text}", "RTF"),
        ("a.exe", b"MZ", "不认识这种文件"),
    ],
)
def test_other_files_are_refused_with_what_to_do(name, data, said):
    with pytest.raises(OutlineError, match=said):
        uploaded(name, data)
