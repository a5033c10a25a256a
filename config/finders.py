"""The style sheets stand in small files; the reader gets one, css/site.css, joined from them."""

import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

JOINED = "css/site.css"
PARTS = ("tokens.css", "base.css", "components/*.css", "pages/*.css", "print.css")


class StyleFinder(BaseFinder):
    """Finds css/site.css, written anew below ``var`` whenever a part says something else."""

    source = settings.BASE_DIR / "static" / "css"
    folder = settings.VAR / "joined"

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        found = str(self.joined()) if path == JOINED else ""
        return ([found] if found else []) if find_all else found

    def list(self, ignore_patterns):
        self.joined()
        yield JOINED, FileSystemStorage(location=self.folder)

    def parts(self) -> tuple[Path, ...]:
        return tuple(f for pattern in PARTS for f in sorted(self.source.glob(pattern)))

    def joined(self) -> Path:
        target = self.folder / JOINED
        text = "".join(part.read_text(encoding="utf-8") for part in self.parts())
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_suffix(f".{os.getpid()}")
            draft.write_text(text, encoding="utf-8")
            draft.replace(target)  # two processes may do this at once
        return target
