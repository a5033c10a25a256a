"""The title, chosen among the lines of the header that are nothing else."""

import re

from catalog.outline import extras
from catalog.outline.field_names import is_topic
from catalog.outline.markers import PICTURES
from catalog.outline.rows import Row

from . import title_words
from .scan import Scan

NAMES = frozenset(
    (
        *("课程名称", "課程名稱", "课程标题", "课程题目", "培训名称", "课程主题", "培训主题"),
        *("名称", "课名", "课程", "課程", "题目", "題目"),
    )
)
OTHER_NAMES = frozenset(
    (
        *("course title", "course name", "course", "training", "title", "titre", "formation"),
        *("intitulé", "titel", "kurs", "kursname", "seminar", "título", "curso", "titolo", "corso"),
        *(
            "szkolenie",
            "nazwa szkolenia",
            "temat szkolenia",
            "курс",
            "название курса",
            "тема курса",
        ),
        *("khóa học", "tên khóa học", "eğitimin adı", "dersin adı", "ders adı"),
        *("講座名", "研修名", "コース名", "セミナー名", "과정명", "교육명", "ชื่อหลักสูตร"),
    )
)

DECORATION = re.compile(rf"^(?:[{PICTURES}]\ufe0f?\s{{0,2}}){{1,3}}")  # 🔥 is no part of a title
FILE_ENDING = re.compile(r"(?<=\S)\.(?:docx?|wps|pptx?|xlsx?|pdf|txt|md)$", re.IGNORECASE)
STATED = re.compile(r"^title\s?[:=]\s?(?=\S)", re.IGNORECASE)  # title: Stock, of a page's source
WEB = re.compile(r"\b(?:www\.|https?://)|\S@\S|\b[\w-]{2,40}\.(?:com|org|net|cn|edu|gov|example)\b")
ADDRESS = re.compile(r"\bwww\.|https?://|\S@\S")
WORD = re.compile(r"[^\W\d_]{1,40}")
SMALL = 3  # letters of words that no title begins with a capital: of, and, the
MOST_WORDS = 4  # of a kicker
MOST_LIKELY = 200  # lines: however much one below them looks like a title, its weight is below 0
PROSE = re.compile(r"[。；？.;?]\s?\S|[，,].{4,80}[，,]")  # more than one clause


def choose(scan: Scan) -> None:
    """Set the title; the other loose lines are noise."""
    best = _best(scan)
    if best is not None:
        name = STATED.sub("", FILE_ENDING.sub("", best.text)).strip("\"'")
        scan.found.title = without_quotes(DECORATION.sub("", name) or name)
    for row in scan.loose:
        scan.found.put("title" if _is_title(scan, row, best) else "noise", row)
    named = [entry for entry in scan.found.fields if is_title_name(entry.name)]
    if named and named[0].parts[0]:
        scan.found.title = named[0].parts[0].strip("《》")


def _best(scan: Scan) -> Row | None:
    """The line that looks most like a title, if one does."""
    widest = min((row.heading for row in scan.loose if row.heading), default=None)
    near = scan.loose[:MOST_LIKELY]
    weights = [_weight(scan, at, row, widest) for at, row in enumerate(near)]
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
    words = title_words.weight(text)
    heads = scan.facts.heads_pages and text == scan.rows[0].text
    again = text in scan.facts.repeated and text not in scan.facts.running
    looks = (
        40 * (words >= 0 and again and not heads)
        - 10 * heads
        - 60 * (text in scan.facts.running)
        + 50 * (row.heading is not None and row.heading == widest)
        + 20 * _stands_out(scan, row)
        - 40 * _is_kicker(scan, row)
        - 40 * bool(ADDRESS.search(text))
        - 25 * _is_letterhead(scan, row)
        - 20 * (text.isascii() and ", " in text)
        + 15 * any(text in other.text and text != other.text for other in scan.rows[:30])
        - 40 * (extras.is_sentence(text) and (text[-1] not in "!！" or bool(PROSE.search(text))))
    )
    return 20 - at + looks + words


def _stands_out(scan: Scan, row: Row) -> bool:
    """Whether a line is bold or large where some other line above the outline is not."""
    look = (row.size, row.strong)
    return look > min((other.size, other.strong) for other in scan.loose)


def _is_kicker(scan: Scan, row: Row) -> bool:
    """EXECUTIVE SERIES above Managing Hard Talks: few words in capitals, then a title in none."""
    few = row.text.isupper() and len(row.text.split()) <= MOST_WORDS
    below = next((other for other in scan.loose if other.lines > row.lines), None) if few else None
    return below is not None and _may_be_title(below) and _is_in_title_case(below.text)


def _is_letterhead(scan: Scan, row: Row) -> bool:
    """Whether a line above an address or a catalogue is set apart from lines further below."""
    at = scan.rows.index(row)
    until = next((n for n in range(at + 1, len(scan.rows)) if scan.rows[n].gap), at + 1)
    beside = scan.rows[at + 1 : min(until, at + 3)]
    apart = any(other.lines[0] > scan.rows[until - 1].lines[-1] for other in scan.loose)
    return apart and any(map(_says_who, beside))


def _says_who(row: Row) -> bool:
    """An address of any kind, or what many courses stand in."""
    address = extras.is_contact(row) or WEB.search(row.text) is not None
    return address or title_words.CATALOGUE.fullmatch(row.text) is not None


def _is_in_title_case(text: str) -> bool:
    """Managing Hard Talks, but not 2 Days in Leeds, which says something of a course."""
    if any(map(str.isdigit, text)):
        return False
    named = [word for word in WORD.findall(text) if len(word) > SMALL]
    return len(named) > 1 and all(word[0].isupper() and not word.isupper() for word in named)


def _may_be_title(row: Row) -> bool:
    shortest = 1 if row.heading == 1 else 3
    return not (extras.is_noise(row) or row.cells) and shortest <= len(row.text) <= 80


def without_quotes(title: str) -> str:
    """《厅堂营销》 and 《厅堂营销》课程大纲 are called 厅堂营销."""
    name, close, rest = title[1:].partition("》") if title[0] == "《" else ("", "", "")
    return name if close and (not rest or is_topic(rest)) else title


def is_title_name(name: str) -> bool:
    return name.replace(" ", "") in NAMES or name.lower() in OTHER_NAMES
