"""A picture is read by a child process: what it tells, what it may take, and what ends it."""

import io
import os
from types import SimpleNamespace

import pytest
from PIL import Image

from catalog.outline import OutlineError
from catalog.outline.readers import apart, recogniser
from catalog.outline.readers.files import read_file

RAPIDOCR = """
from dataclasses import dataclass


class RapidOCR:
    def __init__(self, params):
        assert params["EngineConfig.onnxruntime.intra_op_num_threads"] == 2

    def recognize_txt(self, images):
        {then}
        return Result(images)

    def __call__(self, image):
        texts = self.recognize_txt([Shape(at) for at in range(8)])
        texts.boxes = [
            [(20, 20 + 40 * at), (300, 20 + 40 * at), (300, 45 + 40 * at), (20, 45 + 40 * at)]
            for at in range(8)
        ]
        return texts


class Shape:
    def __init__(self, at):
        self.at, self.shape = at, (20, 400 - 40 * at)


@dataclass
class Result:
    imgs: list
    txts: tuple = ()
    scores: tuple = ()
    word_results: tuple = ()

    def __post_init__(self):
        self.txts = self.txts or tuple(f"line {{image.at}}" for image in self.imgs)
        self.scores = self.scores or tuple(0.5 if image.at == 3 else 0.99 for image in self.imgs)
        self.word_results = self.word_results or tuple(None for image in self.imgs)
"""


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """Stand-ins of the packages of the extra ``photo``, for the child only."""

    def write(then: str = "pass") -> None:
        (tmp_path / "rapidocr.py").write_text(RAPIDOCR.format(then=then), encoding="utf-8")

    write()
    (tmp_path / "onnxruntime.py").touch()
    (tmp_path / "numpy.py").write_text("def asarray(image):\n    return image\n", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), apart.ENVIRONMENT["PYTHONPATH"]])
    monkeypatch.setitem(apart.ENVIRONMENT, "PYTHONPATH", path)
    monkeypatch.setattr(recogniser, "is_installed", lambda: True)
    return write


def picture(kind="PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (400, 400), "white").save(file, kind)
    return file.getvalue()


def test_the_child_tells_how_many_lines_are_found_and_recognised(packages):
    told = []

    source = apart.picture_apart(picture(), tell=lambda *counts: told.append(counts))

    assert told == [(8, 0), (8, 6), (8, 8)]
    assert " ".join(line.text for line in source.lines) == " ".join(f"line {at}" for at in range(8))
    (unsure,) = source.left_out
    held = {str(line.number): line.text for line in source.lines}
    assert (unsure.kind, unsure.text) == ("unsure", "line 3")
    assert "line 3" in held[unsure.place.at]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_every_kind_of_picture_goes_to_the_child(packages, kind):
    assert len(read_file("scan", picture(kind)).facts) == 1


def test_a_child_that_takes_too_much_is_ended_with_a_sentence(packages):
    packages("import os; os.kill(os.getpid(), 9)")

    with pytest.raises(OutlineError, match="超过了"):
        apart.picture_apart(picture())


def test_a_child_that_has_no_memory_left_says_the_same(packages):
    packages("raise MemoryError")

    with pytest.raises(OutlineError, match="超过了"):
        apart.picture_apart(picture())


def test_a_child_that_takes_too_long_is_ended(packages, monkeypatch):
    monkeypatch.setitem(apart.LIMITS, "picture", apart.LIMITS["picture"]._replace(wait=1))
    packages("import time; time.sleep(60)")

    with pytest.raises(OutlineError, match="超过了"):
        apart.picture_apart(picture())


def test_nobody_waiting_ends_the_child(packages):
    packages("import time; time.sleep(60)")

    def stop(found, recognised):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        apart.picture_apart(picture(), tell=stop)


def test_the_extra_is_there_only_with_both_of_its_packages(monkeypatch):
    there = {"rapidocr"}
    monkeypatch.setattr(recogniser, "find_spec", lambda name: name in there or None)
    assert not recogniser.is_installed()

    there.add("onnxruntime")

    assert recogniser.is_installed()


def test_an_engine_without_batches_of_its_own_is_left_alone(monkeypatch):
    """Older versions recognise under another name: no count, the same words."""
    result = SimpleNamespace(txts=None)
    engine = type("RapidOCR", (), {"__init__": lambda self, params: None})
    engine.__call__ = lambda self, image: result
    modules = {"rapidocr": SimpleNamespace(RapidOCR=engine), "numpy": SimpleNamespace(asarray=list)}
    monkeypatch.setattr(recogniser.importlib, "import_module", modules.get)

    assert recogniser.recognised([], lambda found, done: None) == []
