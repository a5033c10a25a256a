"""The living style page: every token and component as it is now, for staff."""

import re
from datetime import date
from decimal import Decimal
from typing import TypedDict

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from catalog.models import Category, City, Course, Session, Testimonial
from catalog.models.session_state import SessionState
from catalog.outline.kinds import AID_CODES

SHEET = settings.BASE_DIR / "static" / "css" / "site.css"
ROOT_RULE = re.compile(r":root \{(.*?)\n *\}", re.DOTALL)
COLOUR = re.compile(r"--([\w-]{1,40}): #")
ICONS = ("search", *AID_CODES, "phone", "mail", "pin")
ICONS += ("arrow", "close", "check", "print", "document", "image")


def style(request):
    _check_staff(request)
    today = timezone.localdate()
    course = sample_course()
    context = {
        "colours": colours(),
        "icons": ICONS,
        "aids": AID_CODES,
        "course": course,
        "sessions": sample_sessions(course, today),
        "testimonial": Testimonial(text="回去就用上了。", author_role="某农商行 网点主任"),
    }
    parts = render_to_string("catalog/partials/style_parts.html", context, request)
    return render(request, "catalog/style.html", {**context, "parts": parts})


def style_schemes(request):
    """Both schemes at once, and a swatch for every colour: what no sheet of a reader needs."""
    _check_staff(request)
    rules = [f".scheme--{name} {{{declared}}}" for name, declared in schemes().items()]
    rules += [f".swatch--{name}::before {{ background: var(--{name}); }}" for name in colours()]
    return HttpResponse("\n".join(rules), content_type="text/css")


def schemes() -> dict[str, str]:
    """What the layer of tokens declares for light and for dark, as it stands there."""
    light, dark, *_print = ROOT_RULE.findall(SHEET.read_text(encoding="utf-8"))
    return {"light": light, "dark": dark}


def colours() -> list[str]:
    """The names of the tokens that differ between the schemes, without their dashes."""
    return COLOUR.findall(schemes()["dark"])


def _check_staff(request) -> None:
    """Raise Http404 for everybody else."""
    if not (request.user.is_active and request.user.is_staff):
        raise Http404


def sample_course() -> Course:
    """Never saved, like everything on this page."""
    return Course(
        category=Category(name="大堂经理", name_en="Lobby Managers", slug="lobby"),
        title="厅堂旺季服务与客户分流",
        slug="sample",
        code="KK-000",
        summary="用三分钟完成迎候、识别与分流。",
        audience="大堂经理\n网点负责人",
        price=Decimal("29000.00"),
        days=Decimal("2.0"),
    )


class SampleShape(TypedDict, total=False):
    """What makes one sample session another than the next."""

    state: str
    capacity: int | None
    taken: int
    waiting: int
    price: Decimal


def sample_sessions(course: Course, today: date) -> list[Session]:
    """One for every word a reader can meet."""
    city = City(name="昆明", name_en="Kunming", slug="kunming")
    day = today.replace(year=today.year + 1, month=3, day=4)
    shapes: list[SampleShape] = [
        {"state": SessionState.OPEN, "capacity": 30},
        {"state": SessionState.OPEN, "capacity": 30, "taken": 27},
        {"state": SessionState.CONFIRMED, "capacity": 30, "taken": 30, "waiting": 2},
        {"state": SessionState.OPEN, "capacity": None, "price": Decimal("26800.00")},
        {"state": SessionState.PLANNED},
        {"state": SessionState.FINISHED},
        {"state": SessionState.CANCELLED},
    ]
    return [
        Session(
            public_id=f"SAMPLE{n}",
            course=course,
            city=city,
            month=day.replace(day=1),
            starts_on=day,
            ends_on=day.replace(day=5),
            **shape,
        )
        for n, shape in enumerate(shapes)
    ]
