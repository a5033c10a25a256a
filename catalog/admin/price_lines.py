"""A price for each of many courses, a line each: code or title, then the price, as from Excel."""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.domain.changing_courses import MOST_EXPENSIVE
from catalog.models import Course
from catalog.text.amounts import NotAnAmount, amount_in
from catalog.text.folding import fold

ON_REQUEST = ("面议", "价格面议", "on request")


def lines_of(courses: Iterable[Course]) -> str:
    """What the courses cost now: a line each, to be changed."""
    return "\n".join(
        "\t".join([course.code, course.title, _said(course.price)]) for course in courses
    )


def _said(price: Decimal | None) -> str:
    if price is None:
        return _("面议")
    return f"{price:f}".removesuffix(".00")


def prices_in(lines: Iterable[str], courses: Iterable[Course]) -> dict[int, Decimal | None]:
    """The new price of each course that is listed with another than it has; None is on request.

    Raises ValidationError for each line that names no course of these, or no price.
    """
    known: dict[str, set[Course]] = {}
    for course in courses:
        for name in (course.code, course.title):
            known.setdefault(fold(name).strip(), set()).add(course)
    prices: dict[Course, Decimal | None] = {}
    wrong = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            course, price = _read(line, known)
            if prices.get(course, price) != price:
                raise ValidationError(_("这门课程上面已有另一个价格。"))
            prices[course] = price
        except ValidationError as error:
            said = {"number": number, "line": line.strip()[:40], "why": error.message}
            wrong.append(_("第 %(number)d 行“%(line)s”：%(why)s") % said)
    if wrong:
        raise ValidationError(wrong)
    return {course.pk: price for course, price in prices.items() if price != course.price}


def _read(line: str, known: dict[str, set[Course]]) -> tuple[Course, Decimal | None]:
    cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
    if len(cells) == 1:
        cells = line.rsplit(maxsplit=1)
    *names, typed = cells
    # KK101 大堂经理 3980, typed with blanks
    names += [" ".join(names), *" ".join(names).split(maxsplit=1)]
    found = next((known[fold(name)] for name in names if fold(name) in known), set())
    if not found:
        raise ValidationError(_("不是选中的课程。请写课程代码或名称，再写价格。"))
    if len(found) > 1:
        raise ValidationError(_("选中的课程有几门同名：请写课程代码。"))
    return next(iter(found)), _price(typed)


def _price(typed: str) -> Decimal | None:
    if fold(typed) in map(fold, ON_REQUEST):
        return None
    try:
        price = amount_in(typed)
    except NotAnAmount:
        raise ValidationError(
            _("“%(typed)s”不是金额。可以写 2980、2.98万 或 面议。") % {"typed": typed[:30]}
        ) from None
    if not 0 <= price <= MOST_EXPENSIVE or price != round(price, 2):
        raise ValidationError(_("价格是 0 到 99,999,999 元，最多两位小数。"))
    return price.quantize(Decimal("0.01"))
