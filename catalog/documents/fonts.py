"""The Chinese font of this machine; none is shipped."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
# The regular file, then its bold one; the first that is there is taken.
FILES = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf"),
    ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf"),
    ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf"),
    ("wqy-microhei.ttc", "wqy-microhei.ttc"),
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc"),
)


class NoFont(Exception):
    """This machine has no Chinese font."""


@dataclass(frozen=True, slots=True)
class Font:
    """``index`` is the place of the Simplified Chinese face in a collection."""

    regular: Path
    bold: Path
    index: int
    family: str

    def at(self, size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
        return _loaded(self.bold if bold else self.regular, size, self.index)


@lru_cache(maxsize=64)
def _loaded(file: Path, size: int, index: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file), size, index=index)


@lru_cache(maxsize=4)
def find_font(configured: str = "", folders: tuple[str, ...] = FOLDERS) -> Font:
    """The font ``configured`` names, else the first known one of ``folders``. Raises NoFont."""
    if configured:
        file = Path(configured)
        return _font(file, file)
    known = {file.name: file for folder in folders for file in _files(Path(folder).expanduser())}
    for regular, bold in FILES:
        if regular in known:
            return _font(known[regular], known.get(bold, known[regular]))
    raise NoFont


def _files(folder: Path):
    return (file for file in folder.rglob("*") if file.suffix.lower() in {".ttc", ".otf", ".ttf"})


def _font(regular: Path, bold: Path) -> Font:
    try:
        index = next((n for n, name in enumerate(_families(regular)) if name.endswith(" SC")), 0)
        family = ImageFont.truetype(str(regular), 10, index=index).getname()[0] or ""
    except OSError as error:
        raise NoFont from error
    return Font(regular, bold, index, family)


def _families(file: Path) -> list[str]:
    names: list[str] = []
    while True:
        try:
            names.append(ImageFont.truetype(str(file), 10, index=len(names)).getname()[0] or "")
        except OSError:
            return names
