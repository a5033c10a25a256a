"""Style sheets and scripts stand in small files; the reader gets one of each, joined from them."""

import os
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCE = settings.BASE_DIR / "static" / "css"
SCRIPTS = settings.BASE_DIR / "static" / "js"
ROOT_RULE = re.compile(r":root \{(.*?)\n *\}", re.DOTALL)
COLOUR = re.compile(r"--([\w-]{1,40}): #")
PARTS = ("tokens.css", "base.css", "components/*.css", "pages/*.css", "print.css")


def parts() -> list[Path]:
    return [file for pattern in PARTS for file in sorted(SOURCE.glob(pattern))]


def schemes() -> dict[str, str]:
    """What tokens.css declares for light and for dark, as it stands there."""
    light, dark, *_print = ROOT_RULE.findall((SOURCE / "tokens.css").read_text(encoding="utf-8"))
    return {"light": light, "dark": dark}


def colours() -> list[str]:
    """The names of the tokens that differ between the schemes, without their dashes."""
    return COLOUR.findall(schemes()["dark"])


def joined() -> str:
    return "".join(part.read_text(encoding="utf-8") for part in parts())


def script() -> str:
    """The scripts of the public pages; each looks itself whether the page is one of its own."""
    return "".join(part.read_text(encoding="utf-8") for part in sorted(SCRIPTS.glob("*.js")))


def style_page() -> str:
    """Both schemes at once, and a swatch for every colour: for the style page alone."""
    rules = [f".scheme--{name} {{{declared}}}" for name, declared in schemes().items()]
    rules += [f".swatch--{name}::before {{ background: var(--{name}); }}" for name in colours()]
    return "\n".join(rules)


class JoinedFinder(BaseFinder):
    """Finds the files made here, written below ``var`` whenever they would say something else."""

    folder = settings.VAR / "joined"
    made = {"css/site.css": joined, "css/style-page.css": style_page, "js/site.js": script}

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        found = [str(self.written(path))] if path in self.made else []
        return found[0] if found and not find_all else found  # "" would pass for a file

    def list(self, ignore_patterns):
        for path in self.made:
            self.written(path)
            yield path, FileSystemStorage(location=self.folder)

    def written(self, path: str) -> Path:
        target, text = self.folder / path, self.made[path]()
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_suffix(f".{os.getpid()}")
            draft.write_text(text, encoding="utf-8")
            draft.replace(target)  # two processes may do this at once
        return target
