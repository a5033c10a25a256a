"""Printed labels turned into what Word needs to print them: a number format and a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.outline.numerals import chinese, roman, value
from catalog.outline.readers.docx.formats import printed


@dataclass(frozen=True, slots=True)
class Pattern:
    """``text`` is the label with %n where the number stands: 第%n模块."""

    form: str
    text: str
    number: int


CIRCLES = (
    (re.compile("[①-⑳]"), "decimalEnclosedCircle"),
    (re.compile("[⑴-⒇]"), "decimalEnclosedParen"),
    (re.compile("[⒈-⒛]"), "decimalEnclosedFullstop"),
)
DIGITS = re.compile(r"\d{1,4}")
CHINESE = re.compile("[零一二三四五六七八九十百]{1,5}")
FORMAL = re.compile("[壹贰叁肆伍陆柒捌玖拾佰]{1,5}")
LATIN = re.compile(r"(?<![A-Za-z])([IVXivx]{1,6}|[A-Za-z])(?![A-Za-z])")
BULLET = re.compile(r"[^\w\s（）()\[\]【】<>%]")


def patterns_of(label: str) -> list[Pattern]:
    """The ways Word could print a label, likelier ones first; none when there is no number."""
    if len(label) > 40 or set("%\n〔") & set(label):
        return []
    if BULLET.fullmatch(label):
        return [Pattern("bullet", label, 1)]
    found = [pattern for pattern in _numbered(label) if 0 < pattern.number < 1000]
    return [
        pattern
        for pattern in found
        if pattern.text.replace("%n", printed(pattern.number, pattern.form)) == label
    ]


def _numbered(label: str) -> Iterator[Pattern]:
    for signs, form in CIRCLES:
        for found in signs.finditer(label):
            yield _pattern(label, found, form, value(found[0]))
    for found in DIGITS.finditer(label):
        form = "decimalZero" if found[0].startswith("0") else "decimal"
        yield _pattern(label, found, form, int(found[0]))
    for found in CHINESE.finditer(label):
        yield _pattern(label, found, "chineseCountingThousand", chinese(found[0]))
    for found in FORMAL.finditer(label):
        yield _pattern(label, found, "chineseLegalSimplified", chinese(found[0]))
    for found in LATIN.finditer(label):
        upper = "upper" if found[0].isupper() else "lower"
        yield _pattern(label, found, f"{upper}Roman", roman(found[0]))
        yield _pattern(label, found, f"{upper}Letter", value(found[0]) if len(found[0]) == 1 else 0)


def _pattern(label: str, found: re.Match[str], form: str, number: int | None) -> Pattern:
    return Pattern(form, label[: found.start()] + "%n" + label[found.end() :], number or 0)
