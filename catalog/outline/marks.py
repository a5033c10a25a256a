"""An explicit mark overrules the kind of a line: 〔案例〕 at its beginning or after its number.

Tortoise-shell brackets, because outlines use them for nothing else at that place.
"""

import re

WORDS = {
    "module": "模块 模塊 module",
    "section": "小节 小節 section",
    "point": "要点 要點 point",
    "case_study": "案例 case",
    "tool": "工具 tool",
    "exercise": "练习 練習 exercise",
    "discussion": "讨论 討論 discussion",
    "video": "视频 影片 video",
    "note": "说明 說明 note",
    "noise": "忽略 ignore",
}
KINDS = {word: kind for kind, words in WORDS.items() for word in words.split()}
MARK = re.compile(rf"〔({'|'.join(KINDS)})〕\s{{0,3}}", re.IGNORECASE)
AIDS = ("case_study", "tool", "exercise", "discussion", "video")


def mark_of(kind: str) -> str:
    """The mark that makes a line of this kind, as the editor writes it: 〔案例〕."""
    return f"〔{WORDS[kind].split()[0]}〕"


def split_mark(text: str) -> tuple[str, str, str]:
    """The kind a text begins with, its mark as printed, and the rest; empty without a mark."""
    found = MARK.match(text) if text[:1] == "〔" else None
    if not found:
        return "", "", text
    return KINDS[found[1].lower()], found[0].rstrip(), text[found.end() :]


def without_marks(label: str) -> str:
    """A label as readers see it: the mark is for the editor."""
    return MARK.sub("", label).strip()
