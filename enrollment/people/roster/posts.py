"""PURE. People who stand across a row by what they do: 支行 | 行长 | 客户经理 | 柜员."""

import re

from catalog.text.inbound import plain
from enrollment.people.names import title_likeness
from enrollment.people.roster.cells import is_nothing, read_name
from enrollment.people.roster.contents import LIKENESS, column_texts, mean, name_like
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.headers import DEPARTMENT, NAME, NUMBER, kind_of
from enrollment.people.roster.several import several_names

FEWEST = 2  # posts that stand side by side
IS_A_POST = 0.8
COUNTED = re.compile(
    r"\s{0,3}[(（【\[][^()（）【】\[\]]{0,12}[)）】\]]|\s{0,3}\d{1,2}\s{0,2}[人名位]?$"
)
ENDS = re.compile(
    r"(?:的)?(?:姓名|名字|人员|人选|手机号码|手机号|手机|联系电话|联系方式|电话|号码)$"
)
HOLDING = 0.4  # how much a column must be what its header says


def post_of(text: str) -> str:
    """客户经理（2人） and 客户经理姓名 -> 客户经理; "" for what is no post."""
    bare = ENDS.sub("", COUNTED.sub("", plain(text)).strip(" *:")).strip()
    if (kind_of(bare) or ("",))[0] == NAME:  # 参训人员姓名: whoever comes, whatever they do
        return ""
    return bare if title_likeness(bare) >= IS_A_POST else ""


def posts_over(titles: dict[int, list[str]]) -> dict[int, str]:
    """The post over each column of a header that names several; none where it names one."""
    posts = {c: post for c, texts in titles.items() if (post := _first_post(texts))}
    names = {
        posts[c]
        for c in posts
        if (kind_of(titles[c][-1]) or ("",))[0] == NAME or _is_asked(titles[c])
    }
    return posts if len(names) >= FEWEST else {}


def _first_post(texts: list[str]) -> str:
    """What the group over a column says, or a header such as 行长姓名."""
    said = texts[:-1] if len(texts) > 1 else [text for text in texts if ENDS.search(plain(text))]
    return next((post for text in said if (post := post_of(text))), "")


def _is_asked(texts: list[str]) -> bool:
    """Whether it is the column of names of a post: 负责人姓名 names no other person here."""
    return plain(texts[-1]).strip(" *:").endswith(("姓名", "名字"))


def posts_across(
    grid: Grid, texts: dict[int, str], below: tuple[int, ...]
) -> tuple[dict[int, str], int | None]:
    """The posts in a row with people below them, by their columns, and the column of departments.

    One word that nobody knows as a post is one beside others, where it has names below it.
    """
    posts = {column: post for column, text in texts.items() if (post := post_of(text))}
    if not posts or not all(_holds_names(grid, below, column) for column in posts):
        return {}, None
    posts |= _words_beside(grid, texts, below)
    if len(posts) < FEWEST:
        return {}, None
    before = [c for c in grid.columns() if c < min(posts)]
    units = [c for c in before if _holds_departments(grid, below, c, texts.get(c, ""))]
    return posts, (units[-1] if units else None)


def _words_beside(grid: Grid, texts: dict[int, str], below: tuple[int, ...]) -> dict[int, str]:
    """Words of a header that have names below them: 支部书记 beside 行长."""
    if not any(map(kind_of, texts.values())):
        return {}
    return {
        column: plain(text)
        for column, text in texts.items()
        if not post_of(text) and _is_word(text) and _holds_names(grid, below, column)
    }


def _is_word(text: str) -> bool:
    """Whether a text names neither a column nor anybody nor a number."""
    return not kind_of(text) and plain(text).isalpha() and name_like(text) < HOLDING


def _holds_names(grid: Grid, rows: tuple[int, ...], column: int) -> bool:
    """Whether most of a column names people, each with or without a number."""
    texts = [text for text in column_texts(grid, rows, column) if not is_nothing(text)]
    return mean(texts, _names_people) >= HOLDING


def _names_people(text: str) -> float:
    return 1.0 if several_names(text) else read_name(text).likeness


def _holds_departments(grid: Grid, rows: tuple[int, ...], column: int, title: str) -> bool:
    known = kind_of(title)
    if known and known[0] == NUMBER:
        return False
    alike = mean(column_texts(grid, rows, column), LIKENESS[DEPARTMENT])
    return alike >= (HOLDING if known and known[0] == DEPARTMENT else 0.6)
