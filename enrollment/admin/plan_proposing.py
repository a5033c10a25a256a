"""The page on which what is wanted for a year becomes a proposal, accepted cell by cell."""

import json
import string
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.domain import clash_finding, clash_words
from catalog.models import City, Course
from catalog.queries import plan_proposal
from catalog.queries.plan_book import Book
from catalog.queries.plan_proposal import MOST, MOST_TIMES, Proposal, Wanted
from enrollment.admin.plan_names import name_of
from enrollment.queries.demand_map import demands

MOST_SAID = 20  # lines that are not understood
BETWEEN = " \t,、;:·-"


def usual_text(year: int, *, today: date) -> str:
    """What is wanted, to begin with: last year's sessions, and places where people want to come."""
    wanted = [
        (one.course.pk, one.city.pk)
        for one in demands(today=today)
        if one.city and one.session is None and (one.month is None or one.month.year == year)
    ]
    times = plan_proposal.usual_times(year, wanted)
    courses, cities = Course.objects.current().in_bulk(), City.objects.in_bulk()
    lines = [
        (courses[course].code, cities[city].position, cities[city].name, count)
        for (course, city), count in times.items()
        if course in courses
    ]
    return "\n".join(f"{code}\t{city}\t{count}" for code, _place, city, count in sorted(lines))


def wanted_in(text: str) -> list[Wanted]:
    """Lines of course, city and times a year. Raises ValidationError: each bad line, and why."""
    courses: dict[str, Course] = {}
    for course in Course.objects.current():
        courses |= {name_of(course.code): course, name_of(course.title): course}
    cities: dict[str, City] = {}
    for city in City.objects.all():
        cities |= {name_of(city.name): city, name_of(city.name_en or city.name): city}
    cities = dict(sorted(cities.items(), key=lambda pair: -len(pair[0])))  # the longest that fits
    found, wrong = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(_wanted(line, courses, cities))
        except NotRead as why:
            wrong.append(_("第 %(line)d 行：%(why)s") % {"line": number, "why": why})
    if wrong:
        said, more = wrong[:MOST_SAID], len(wrong) - MOST_SAID
        if more > 0:
            text = ngettext("还有 %(n)d 行没有读懂。", "还有 %(n)d 行没有读懂。", more)
            said.append(text % {"n": more})
        raise ValidationError(said)
    if sum(one.times for one in found) > MOST:
        raise ValidationError(_("一次最多排 %(most)d 个班次，请分几次。") % {"most": MOST})
    return found


class NotRead(ValueError):
    """The text says what of a line is not understood."""


def _wanted(line: str, courses: dict[str, Course], cities: dict[str, City]) -> Wanted:
    """What one line wants, whatever stands between its three parts. Raises NotRead.

    Of cells that are copied from a sheet the first three count, behind them stand remarks.
    """
    line = " ".join([cell for cell in line.split("\t") if cell.strip()][:3])
    line = " ".join(unicodedata.normalize("NFKC", line).split()).removesuffix("次").rstrip()
    said = line.rstrip(string.digits)
    times = line[len(said) :]
    said = said.rstrip(BETWEEN)
    if not (said and times):
        raise NotRead(_("最后写一年几次，例如：KK-101 昆明 3。"))
    city = next((name for name in cities if name_of(said).endswith(name)), None)
    if city is None:
        raise NotRead(_("“%(text)s”后面没有认识的城市。") % {"text": said[:40]})
    title = said[: len(said) - len(city)].rstrip(BETWEEN)
    if (course := courses.get(name_of(title))) is None:
        raise NotRead(_("没有叫“%(name)s”的课程。") % {"name": title[:40]})
    if len(times) > len(str(MOST_TIMES)) or int(times) > MOST_TIMES:
        raise NotRead(_("一年最多 %(most)d 次。") % {"most": MOST_TIMES})
    return Wanted(course, cities[city], int(times))


def _cells(
    book: Book, course: int, city: int, year: int, row: dict[int, dict]
) -> list[dict | None]:
    """The twelve cells of a row: what is proposed, else what stands there already."""
    planned = {
        month: {"before": text}
        for month in range(1, 13)
        if (text := book.text((course, city, date(year, month, 1))))
    }
    return [row.get(month) or planned.get(month) for month in range(1, 13)]


def shown(proposal: Proposal) -> dict:
    """The proposal as a grid for each city, and what could not be placed, with its cause."""
    by_city: dict[int, dict[int, dict[int, dict]]] = {}
    for one in proposal.cells:
        row = by_city.setdefault(one.city, {}).setdefault(one.course, {})
        row[one.month.month] = {
            "before": one.before,
            "after": one.after,
            "value": json.dumps(
                [one.course, one.city, f"{one.month:%Y-%m}", one.before, one.after],
                ensure_ascii=False,
            ),
        }
    book = proposal.book
    if book is None:
        return {"tables": [], "missing": _missing(proposal)}
    cities = sorted(by_city, key=lambda pk: (book.cities[pk].position, pk))
    return {
        "tables": [
            {
                "city": book.cities[city],
                "count": sum(len(row) for row in by_city[city].values()),
                "rows": [
                    {
                        "course": book.courses[course],
                        "cells": _cells(book, course, city, proposal.year, row),
                    }
                    for course, row in sorted(
                        by_city[city].items(), key=lambda pair: book.courses[pair[0]].code
                    )
                ],
            }
            for city in cities
        ],
        "missing": _missing(proposal),
    }


def _missing(proposal: Proposal) -> list[dict]:
    causes = [clash for _wanted, clash in proposal.missing if clash]
    names = clash_finding.Names(causes)
    return [
        {
            "wanted": wanted,
            "cause": clash_words.sentence(clash, names)
            if clash
            else _("这一年已经没有可以排的日子"),
        }
        for wanted, clash in proposal.missing
    ]
