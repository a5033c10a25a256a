"""The plan of a year: opening, checking, saving, proposing: python -m bench.plan [postgresql]

200 courses in one city are opened as a page of 2,400 cells with 800 sessions; 480 pasted cells (40
courses × 12 cities) are checked with 50 clashes among them, saved, and taken back; 480 wishes
become a proposal with 14 instructors for 40 courses. Medians of the rounds, in seconds. JSON.
"""

import argparse
import json
import statistics
import time
from datetime import date
from decimal import Decimal

from bench.site import database

YEAR = 2027
MOST = {"open": 1, "check": 1, "save": 2, "propose": 10}  # seconds


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("kind", nargs="?", default="sqlite", choices=["sqlite", "postgresql"])
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    with database(chosen.kind):
        found = {"database": chosen.kind, **measured(chosen.rounds)}
    found["within"] = all(found[name] <= limit for name, limit in MOST.items())
    print(json.dumps(found, ensure_ascii=False, indent=2))


def measured(rounds: int) -> dict:
    cities, courses = fill()
    return {
        "open": opened(rounds),
        **pasted(courses[:40], cities, rounds),
        **proposed(courses[:40], cities),
    }


def fill():
    from catalog.models import Category, City, Course, Instructor, Session

    category = Category.objects.create(name="测量", slug="bench")
    cities = [City.objects.create(name=f"城市{n}", slug=f"city-{n}") for n in range(12)]
    teachers = [Instructor.objects.create(name=f"讲师{n}") for n in range(40)]
    courses = [
        Course.objects.create(
            category=category,
            title=f"课程{n:03}",
            slug=f"course-{n}",
            code=f"B-{n:03}",
            days=Decimal(2),
            status="published",
        )
        for n in range(200)
    ]
    for number, course in enumerate(courses):
        course.instructors.add(teachers[number % 40])
    Session.objects.bulk_create(
        Session(
            course=course,
            city=cities[0],
            month=date(YEAR, month, 1),
            starts_on=date(YEAR, month, 8 + number % 15),
            ends_on=date(YEAR, month, 9 + number % 15),
            capacity=30,
        )
        for number, course in enumerate(courses[40:])
        for month in (3, 5, 8, 11, 12)
    )
    return cities, courses


def seconds(work, rounds: int) -> float:
    times = []
    for _round in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return round(statistics.median(times), 3)


def opened(rounds: int) -> float:
    from django.contrib.auth import get_user_model
    from django.test import Client

    staff = get_user_model().objects.create_superuser("bench", password="not used here")  # noqa: S106
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(staff)
    address = f"/admin/catalog/session/plan/?city=city-0&year={YEAR}"

    def work():
        page = client.get(address)
        if page.content.count(b'role="gridcell"') != 2400:
            raise RuntimeError(page.status_code)

    work()  # templates are read once
    return seconds(work, rounds)


def pasted(courses, cities, rounds: int) -> dict:
    from django.utils import timezone

    from catalog.queries.plan_steps import CellChange, steps_of
    from enrollment import actions
    from enrollment.admin.plan_reading import undone

    changes = [
        CellChange(
            *(course.pk, city.pk, date(YEAR, 1 + (n + place) % 12, 1), ""),
            f"{10 + (n * 3 + place) % 15}",
        )
        for n, course in enumerate(courses)
        for place, city in enumerate(cities)
    ]
    now, saves, undos = timezone.now(), [], []
    today = timezone.localdate(now)
    checked = seconds(lambda: steps_of(changes, today=today), rounds)
    clashes = len(steps_of(changes, today=today).clashes)
    said = {"actor": "staff:bench", "reason": "测量", "sure": True}
    for _round in range(rounds):
        began = time.perf_counter()
        saved = actions.save_plan(changes, now=now, **said)
        between = time.perf_counter()
        actions.save_plan(undone(saved), now=now, undoes=saved, **said)
        saves.append(between - began)
        undos.append(time.perf_counter() - between)
    return {
        "sessions": len(changes),
        "clashes": clashes,
        "check": checked,
        "save": round(statistics.median(saves), 3),
        "undo": round(statistics.median(undos), 3),
    }


def proposed(courses, cities) -> dict:
    from django.utils import timezone

    from catalog.models import Instructor
    from catalog.queries.plan_proposal import Wanted, propose

    teachers = list(Instructor.objects.order_by("pk")[:14])
    for number, course in enumerate(courses):
        course.instructors.set([teachers[number % 14]])
    wishes = [Wanted(course, city, 1) for course in courses for city in cities]
    began = time.perf_counter()
    proposal = propose(wishes, YEAR, today=timezone.localdate())
    taken = round(time.perf_counter() - began, 3)
    return {"propose": taken, "placed": proposal.placed, "not placed": len(proposal.missing)}


if __name__ == "__main__":
    main()
