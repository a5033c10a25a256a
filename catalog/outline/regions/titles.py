"""The title, chosen among the lines of the header that are nothing else."""

import re

from catalog.outline import extras
from catalog.outline.fields import is_topic
from catalog.outline.markers import PICTURES
from catalog.outline.rows import Row
from catalog.outline.scripts import both

from .scan import Scan

NAMES = frozenset(
    (
        *("课程名称", "課程名稱", "课程标题", "课程题目", "培训名称", "课程主题", "培训主题"),
        *("名称", "课名", "课程", "課程", "题目", "題目"),
    )
)
LATIN_NAMES = frozenset(("course title", "course name", "titre", "titel", "title", "kurs"))


# A letterhead, the number of a document, a path of pages: what stands above a title.
NO_TITLE = re.compile(
    both(
        r"\S{2,30}(?:公司|银行|中心|学院|大学|研究所|研习所|协会|学会|人力资源部|培训部)(?:文件|函)?"
        r"(?:[\s\u3000].{1,20})?|.{2,30}〔\d{4}〕\s?\d{1,4}号"
    )
    + both(r"|内部.{0,6}(?:资料|文件|使用|教材).{0,12}|(?:机密|保密|注意保管|请勿外传).{0,12}")
    + r"|[^>»›]{1,40}(?:\s[>»›]\s[^>»›]{1,40}){2,8}"
    + r"|.{0,60}_{2,}.{0,40}|(?i:утверждаю|согласовано|approved|genehmigt|aprobado)"
)
# Who gives the course, unless no other line can be its title: CONTINUING EDUCATION CENTRE.
LETTERHEAD = re.compile(
    r"(?i:[^\W\d_].{0,40}\s(?:cent(?:re|er)|academy|institute|university|college|school|department"
    r"|akademie|institut|hochschule|gmbh|ltd\.?|inc\.?|llc|s\.?a\.?|s\.?r\.?l\.?))"
    r"|(?i:(?:university|institute?|academy|college|école|universit[àaéä]\w?|universidade?"
    r"|istituto|instituto|cent(?:re|ro)|akademie|академия|институт|университет"
    r"|учебный центр)\s.{2,60})"
)


DECORATION = re.compile(rf"^(?:[{PICTURES}]\ufe0f?\s{{0,2}}){{1,3}}")  # 🔥 is no part of a title
PROSE = re.compile(r"[。；？.;?]\s?\S|[，,].{4,80}[，,]")  # more than one clause


def choose(scan: Scan) -> None:
    """Set the title; the other loose lines are noise."""
    best = _best(scan)
    if best is not None:
        scan.found.title = without_quotes(DECORATION.sub("", best.text) or best.text)
    for row in scan.loose:
        scan.found.put("title" if _is_title(scan, row, best) else "noise", row)
    named = [entry for entry in scan.found.fields if is_title_name(entry.name)]
    if named and named[0].parts[0]:
        scan.found.title = named[0].parts[0].strip("《》")


def _best(scan: Scan) -> Row | None:
    """The line that looks most like a title, if one does."""
    widest = min((row.heading for row in scan.loose if row.heading), default=None)
    weights = [_weight(scan, at, row, widest) for at, row in enumerate(scan.loose)]
    heaviest = max(weights, default=0)
    return scan.loose[weights.index(heaviest)] if heaviest > 0 else None


def _is_title(scan: Scan, row: Row, best: Row | None) -> bool:
    if best is None or not scan.found.title:
        return False
    return row.text.strip("《》") in (scan.found.title.strip("《》"), best.text.strip("《》"))


def _weight(scan: Scan, at: int, row: Row, widest: int | None) -> int:
    """How much a line looks like the title; 0 or less for one that cannot be it.

    ``widest`` is the level of the widest heading among the lines that may be the title.
    """
    text = row.text
    if not _may_be_title(row):
        return 0
    return (
        20
        - at
        + 40 * (text in scan.facts.repeated and text not in scan.facts.running)
        - 12 * bool(LETTERHEAD.fullmatch(text))
        - 60 * (text in scan.facts.running or bool(NO_TITLE.fullmatch(text)))
        + 50 * (row.heading is not None and row.heading == widest)
        + 40 * (text[0] == "《" and text[-1] == "》")
        + 15 * any(text in other.text and text != other.text for other in scan.rows[:30])
        - 40 * (extras.is_sentence(text) and (text[-1] not in "!！" or bool(PROSE.search(text))))
    )


def _may_be_title(row: Row) -> bool:
    shortest = 1 if row.heading == 1 else 3
    return not (extras.is_noise(row) or row.cells) and shortest <= len(row.text) <= 80


def without_quotes(title: str) -> str:
    """《厅堂营销》 and 《厅堂营销》课程大纲 are called 厅堂营销."""
    name, close, rest = title[1:].partition("》") if title[0] == "《" else ("", "", "")
    return name if close and (not rest or is_topic(rest)) else title


def is_title_name(name: str) -> bool:
    return name.replace(" ", "") in NAMES or name.lower() in LATIN_NAMES
