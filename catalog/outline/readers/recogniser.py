"""The optional package that finds the words of a picture: rapidocr, the extra ``photo``."""

import dataclasses
import importlib
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from PIL import Image

from .picture_strips import Found

PACKAGES = ("rapidocr", "onnxruntime")
THREADS = 2  # the site goes on beside it
BATCH = 6  # lines that rapidocr recognises at once


def is_installed() -> bool:
    """Return whether pictures can be read here; nothing of the package is loaded."""
    return all(find_spec(name) for name in PACKAGES)


def recognised(image: Image.Image, tell: Callable[[int, int], Any]) -> list[Found]:
    """Return the lines of text in the picture; ``tell`` hears how many are found and recognised."""
    rapidocr, numpy = map(importlib.import_module, ("rapidocr", "numpy"))
    settings = {
        "Global.log_level": "error",
        "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
    }
    result = _telling(rapidocr.RapidOCR, tell)(params=settings)(numpy.asarray(image))
    if result.txts is None:
        return []
    return [
        Found(
            min(float(corner[0]) for corner in box),
            min(float(corner[1]) for corner in box),
            max(float(corner[1]) for corner in box),
            text,
            float(score),
            max(float(corner[0]) for corner in box),
        )
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
    ]


def _telling(engine: Any, tell: Callable[[int, int], Any]) -> Any:
    """The engine, recognising batch by batch: the same batches that it would make itself."""

    def recognize_txt(self: Any, images: Any) -> Any:
        tell(len(images), 0)
        texts: dict[int, Any] = {}
        order = sorted(range(len(images)), key=lambda at: images[at].shape[1] / images[at].shape[0])
        for begin in range(0, len(order), BATCH):
            batch = order[begin : begin + BATCH]
            result = engine.recognize_txt(self, [images[at] for at in batch])
            told = zip(result.txts, result.scores, result.word_results, strict=True)
            texts |= dict(zip(batch, told, strict=True))
            tell(len(images), len(texts))
        columns = zip(*(texts[at] for at in range(len(images))), strict=True)
        named = dict(zip(("txts", "scores", "word_results"), columns, strict=True))
        return dataclasses.replace(result, imgs=images, **named)

    return type("Telling", (engine,), {"recognize_txt": recognize_txt})
