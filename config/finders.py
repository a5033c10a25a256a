"""The style sheets stand in small files; the reader gets one, css/site.css, joined from them."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

JOINED = "css/site.css"
PARTS = ("tokens.css", "base.css", "components/*.css", "pages/*.css", "print.css")


class StyleFinder(BaseFinder):
    """Finds css/site.css, written anew below ``var`` whenever a part is newer."""

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
        target, parts = self.folder / JOINED, self.parts()
        if not target.exists() or target.stat().st_mtime < max(p.stat().st_mtime for p in parts):
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_suffix(".draft")
            draft.write_text("".join(p.read_text(encoding="utf-8") for p in parts), "utf-8")
            draft.replace(target)
        return target
