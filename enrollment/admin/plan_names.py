"""Names in a pasted block of the plan: its months, its courses and cities as sheets spell them."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.models import City, Course
from catalog.models.course import CourseStatus
from catalog.plan.cell_signs import SAME_SIGN
from catalog.queries.plan_book import Book
from catalog.text.folding import fold
from catalog.text.months import MONTHS, NAME, WORD, number_of

Named = dict[str, list[Course | City]]

# 3月, 3月份, 2027年3月, 2027-03, 27/05, 三月
MONTH_HEAD = re.compile(
    rf"(?:(?P<year>20\d\d|\d\d)\s?[年/.-]\s?)?(?P<month>\d{{1,2}}|{WORD})\s?(?P<word>月份?)?"
)
ENGLISH_HEAD = re.compile(rf"(?P<month>{NAME})\.?[\s'-]{{0,3}}(?P<year>20\d\d|\d\d)?")
# 2026年公开课, 2026; no day, as in 2026-11-28 or 2026年11月
YEAR = re.compile(r"(?<![\d./-])(20\d\d)(?!\s?[./-]?\d|\s?年\s?\d)")
NEAR_YEARS = 5  # 2000 above the months of 2027 counts people
# 8-9, 8日: what a column without a month may not say
SAYS_DAYS = re.compile(r"(?<!\d)\d{1,2}\s?[日号]|(?<![\d.])\d{1,2}\s?-\s?\d{1,2}(?!\d)")
NO_MONTHS = (
    *("备注", "说明", "合计", "小计", "总计", "讲师", "老师", "人数", "天数", "课时", "学时"),
    *("价格", "费用", "地点", "场地", "酒店", "负责", "remark", "note", "total", "trainer"),
    *("instructor", "price", "fee", "days", "hours", "venue"),
)
SUMS = frozenset(
    ["合计", "总计", "小计", "共计", "总数", "合計", "班次数", "total", "totals", "subtotal", "sum"]
)
HAN = "\u3400-\u9fff"
BESIDE_HAN = re.compile(rf"(?<=[{HAN}]) | (?=[{HAN}])")
NUMBER_BEFORE = re.compile(r"(?:\(?\d{1,3}\)|\d{1,3}[.、)]|[一二三四五六七八九十]{1,3}、)\s?(?=\D)")
BETWEEN_NAMES = re.compile(r"(?<!\w)\d(?:\.5)?天(?!\w)|[《》〈〉()\[\]【】\s:,、|/·_-]+")
LONGEST = 80  # characters of a cell that is searched for names
LENGTH_BEHIND = re.compile(r"\(?\d(?:\.5)?\s?(?:天|日|days?)(?:[\d.]{1,3}(?:晚|夜))?\)?")
QUOTES = "《》〈〉【】“”「」『』\"'"
OF_A_CITY = ("市", "站", "班", "场")


def name_of(text: str) -> str:
    """A name as it is compared, folded; spaces count as one."""
    return " ".join(fold(text).split())


def without_spaces(text: str) -> str:
    """The same without spaces beside Chinese letters, where sheets break or spread a word."""
    return BESIDE_HAN.sub("", name_of(text))


def by_name(things: Iterable[Course | City]) -> Named:
    """What each name may mean; archived courses only where no other has the name."""
    names: Named = {}
    archived: Named = {}
    for thing in things:
        found = archived if getattr(thing, "status", "") == CourseStatus.ARCHIVED else names
        said = {
            without_spaces(getattr(thing, name, ""))
            for name in ("title", "code", "name", "name_en")
        }
        if isinstance(thing, City):
            said |= {f"{thing.name.removesuffix('市')}{word}" for word in ("", *OF_A_CITY)}
        for one in filter(None, said):
            found.setdefault(one, []).append(thing)
    return archived | names


def known_in(book: Book) -> dict[str, Named]:
    """What the names of courses, and those of cities, may mean."""
    return {"course": by_name(book.courses.values()), "city": by_name(book.cities.values())}


def meant_by(text: str, known: Named) -> list[Course | City]:
    """What the cell names: as it stands, else without number, quotes or length: 1.《…》（2天）."""
    name = without_spaces(text)
    if found := known.get(name):
        return found
    name = _without_number(name)
    shorter = [name, name.strip(QUOTES)]
    if length := next(
        (one for one in LENGTH_BEHIND.finditer(name) if one.end() == len(name)), None
    ):
        shorter += [name[: length.start()], name[: length.start()].strip(QUOTES)]
    return next((known[one] for one in shorter if one in known), [])


def _without_number(name: str) -> str:
    found = NUMBER_BEFORE.match(name)
    return name[found.end() :] if found else name


def named_in(text: str, kinds: dict[str, Named]) -> tuple[dict[str, Course | City], str]:
    """The things that a cell names, one of each kind, and the words that are left.

    YX-1《…》 is one course, …（昆明班） a course and a city. Raises ValidationError for a name of
    several courses.
    """
    found: dict[str, Course | City] = {}
    for kind, known in kinds.items():
        if thing := the_one([text], known):
            return {kind: thing}, ""
    left = _without_number(without_spaces(text))
    for kind, known in kinds.items():
        said = [one for one in known if 1 < len(one) <= len(left) <= LONGEST and one in left]
        for one in sorted(said, key=len, reverse=True):
            thing = the_one([one], known)
            if one in left and thing and found.setdefault(kind, thing) == thing:
                left = left.replace(one, " ", 1)
    return found, BETWEEN_NAMES.sub("", left)


def the_one(names: list[str], known: Named) -> City | Course | None:
    """What a line names. Raises ValidationError for a name of several courses."""
    meant = next(filter(None, (meant_by(one, known) for one in names)), [])
    if len(meant) > 1:
        sentence = _("有几门课程都叫“%(name)s”：请写课程编号。")
        raise ValidationError(sentence % {"name": _("、").join(names)})
    return meant[0] if meant else None


def is_sum(names: list[str]) -> bool:
    return bool(names) and without_spaces(names[0]).rstrip(":") in SUMS


def month_heads(row: list[str], year: int) -> dict[int, int]:
    """Column -> month, if the line is a head; ``Mar 27`` is one on the page of 2027.

    Raises ValidationError for a head with months of another year among those of this one.
    """
    heads: dict[int, int] = {}
    strange = []
    for column, cell in enumerate(row[1:], 1):
        month, said = _month_head(cell, year)
        if not month:
            continue
        if said in (None, f"{year}", f"{year % 100:02}"):
            heads[column] = month
        else:
            strange.append(cell.strip())
    if strange and (heads or len(strange) > 1):
        sentence = _("“%(heads)s”不是 %(year)d 年：请贴到那一年的页面，或去掉这几列。")
        raise ValidationError(sentence % {"heads": _("、").join(strange), "year": year})
    return heads if len(heads) >= 2 or (heads and len(row) == 2) else {}


def _month_head(cell: str, year: int) -> tuple[int, str | None]:
    """A month and its year, if one is said; 0 is none."""
    text = name_of(cell)
    if english := ENGLISH_HEAD.fullmatch(text):
        return number_of(english["month"]), english["year"]
    head = MONTH_HEAD.fullmatch(text)
    if head is None:
        return 0, None
    said, word = head["year"], head["month"]
    if not head["word"] and (said is None or (len(said) == 2 and said != f"{year % 100:02}")):
        return 0, None  # 5 and 5.1 may be anything
    number = MONTHS.index(word) + 1 if word in MONTHS else int(word)
    return (number, said) if 1 <= number <= 12 else (0, None)


def check_years(rows: list[list[str]], year: int) -> None:
    """Raise ValidationError for titles above a head that are of another year than the page."""
    for cell in (cell for row in rows for cell in row):
        said = [int(text) for text in YEAR.findall(cell)]
        if year not in said and any(abs(one - year) <= NEAR_YEARS for one in said):
            sentence = _("“%(text)s”不是 %(year)d 年：请贴到那一年的页面，或把它去掉。")
            raise ValidationError(sentence % {"text": cell.strip()[:40], "year": year})


def check_columns(head: list[str], rows: list[list[str]], months: dict[int, int]) -> None:
    """Raise ValidationError for days in a column that has no month: they would be lost."""
    for row in rows:
        for column, cell in enumerate(row):
            if column < min(months) or column in months:
                continue
            if not SAYS_DAYS.search(cell.translate(SAME_SIGN)):
                continue
            name = head[column].strip() if column < len(head) else ""
            if not any(word in name_of(name) for word in NO_MONTHS):
                sentence = _(
                    "第 %(column)d 列“%(head)s”没有读出月份，里面却有“%(text)s”："
                    "请写明月份，或去掉这一列。"
                )
                said = {"column": column + 1, "head": name[:20], "text": cell.strip()[:20]}
                raise ValidationError(sentence % said)
