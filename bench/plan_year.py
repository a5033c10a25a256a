"""A year of 40 courses × 12 cities planned in Chromium with keys and pastes only.

python -m bench.plan_year [postgresql]: seconds, keystrokes, pastes; 50 clashes are planted in what
is pasted, and each has to be named before it is saved. Then the whole year is copied to the
next one, whose holidays are pasted as their notice; what clashes there is looked for anew. JSON.
"""

import argparse
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from bench.site import Site, browser, database

YEAR = 2027
CITIES = (
    *("昆明", "成都", "重庆", "贵阳", "西安", "武汉"),
    *("长沙", "南京", "杭州", "上海", "广州", "南宁"),
)
COURSES = 40
NOTICE = """一、元旦：1月1日至3日放假，共3天。
二、春节：1月25日至2月2日放假调休，共9天。2月5日（周六）上班。
三、清明节：4月2日至4日放假，共3天。
四、劳动节：4月29日至5月3日放假调休，共5天。5月6日（周六）上班。
五、端午节：5月27日至29日放假，共3天。
六、中秋节、国庆节：9月30日至10月8日放假调休，共9天。9月24日（周日）上班。"""
NEEDED = (0, 1, 2, 3, 4, 7, 8)  # days from a Tuesday that no holiday may touch
WORDS = {
    "holiday": "放假",
    "length": "天数不符",
    "absence": "讲师没空",
    "small": "场地太小",
    "venue": "场地同时两个班",
    "teacher": "讲师同时在两处",
    "travel": "讲师来不及换城市",
    "close": "同城同课太近",
}


@dataclass
class Year:
    """Texts by course, city and month; ``planted`` are kinds with the names of their sessions."""

    tuesdays: dict[int, int]  # by month: a Tuesday whose week is free of holidays
    holidays: dict[int, int]  # by month: the first holiday that another day follows
    cells: dict[tuple, str] = field(default_factory=dict)
    planted: list[tuple] = field(default_factory=list)
    away: list[tuple] = field(default_factory=list)  # course and first day
    used: set = field(default_factory=set)

    def place(self, course: int, month: int) -> tuple:
        """Where the course runs in that month."""
        return course, (month - 1 - course) % 12, month

    def take(self, month: int, avoid=()) -> tuple | None:
        """A session of the month that no other clash needs; its instructor's month is taken too."""
        for course in range(COURSES):
            cell = self.place(course, month)
            if cell not in self.used and cell[1] not in avoid:
                self.used.add(cell)
                return cell
        return None

    def plant(self, kind: str, cell: tuple, text: str, *others: tuple) -> None:
        self.cells[cell] = text
        self.planted.append((kind, [title(*one[:2]) for one in (cell, *others)]))


def title(course: int, city: int) -> str:
    return f"课程{course:02} · {CITIES[city]}"


def days(first: int, last: int | None = None) -> str:
    return f"{first}-{last or first + 1}"


def made_up(special: set[date]) -> Year:
    """One session of each course a month, in another city each time, and 50 clashes."""
    year = Year({}, {})
    for month in range(1, 13):
        first = date(YEAR, month, 1)
        begins = [first + timedelta(days=n) for n in range(23)]
        free = (
            day.day
            for day in begins
            if day.weekday() == 1 and not any(day + timedelta(days=n) in special for n in NEEDED)
        )
        year.tuesdays[month] = next(free)
        held = [day.day for day in begins if {day, day + timedelta(days=1)} <= special]
        if held:
            year.holidays[month] = held[0]
    for course in range(COURSES):
        for month in range(1, 13):
            year.cells[year.place(course, month)] = days(year.tuesdays[month])
    _alone(year)
    _pairs(year)
    return year


def _alone(year: Year) -> None:
    months = sorted(year.holidays)
    for number in range(10):
        month = months[number % len(months)]
        year.plant("holiday", year.take(month), days(year.holidays[month]))
    for number in range(5):
        month = number + 3
        first = year.tuesdays[month]
        year.plant("length", year.take(month), days(first, first + 4))
        cell = year.take(month)
        year.away.append((cell[0], date(YEAR, month, first)))
        year.plant("absence", cell, days(first))
        cell = year.take(month)
        year.plant("small", cell, f"{days(first)} #小会议室")
        if number < 4:
            year.plant("close", year.take(month), f"{days(first)}; {days(first + 7)}")


def _pairs(year: Year) -> None:
    for number in range(8):
        month = number % 12 + 1
        first = year.tuesdays[month]
        one = year.take(month)
        other = next(
            cell
            for course in range(COURSES)
            if (cell := year.place(course, month))[1] == one[1] and cell not in year.used
        )
        year.used.add(other)
        year.cells[one] = f"{days(first)} #大教室"
        year.plant("venue", other, f"{days(first)} #大教室", one)
    for number in range(13):
        month = 12 - number % 12
        first = year.tuesdays[month]
        one = year.take(month)
        other = year.take(month, avoid={one[1]})
        kind, begins = ("teacher", first) if number < 8 else ("travel", first + 2)
        year.plant(kind, other, f"{days(begins)} @讲师{one[0]:02}", one)


def fill(year: Year) -> str:
    """The catalogue; gives the session cookie of an editor."""
    from django.conf import settings
    from django.contrib.auth.models import Group, User
    from django.test import Client

    from catalog.models import Category, City, Course, Instructor, InstructorAbsence, Venue

    category = Category.objects.create(name="排期", slug="plan")
    for position, name in enumerate(CITIES):
        city = City.objects.create(name=name, slug=f"city-{position}", position=position)
        Venue.objects.create(city=city, name="小会议室", capacity=10)
        Venue.objects.create(city=city, name="大教室", capacity=100)
    teachers = {}
    for number in range(COURSES):
        teachers[number] = Instructor.objects.create(name=f"讲师{number:02}")
        course = Course.objects.create(
            category=category,
            title=f"课程{number:02}",
            slug=f"course-{number}",
            code=f"P-{number:02}",
            days=Decimal(2),
            usual_capacity=30,
            status="published",
        )
        course.instructors.add(teachers[number])
    for number, day in year.away:
        InstructorAbsence.objects.create(
            instructor=teachers[number], first_day=day, last_day=day, reason="外出"
        )
    editor = User.objects.create(username="bench", is_staff=True)
    editor.groups.add(Group.objects.get(name="editor"))
    client = Client()
    client.force_login(editor)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Hands:
    """A keyboard that counts."""

    def __init__(self, page):
        self.page, self.keys, self.pastes = page, 0, 0

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.keys += len(text)
        self.page.keyboard.type(text)

    def go_to(self, selector: str) -> None:
        """Tab until the focus is there."""
        for _tab in range(80):
            if self.page.evaluate("one => document.activeElement.matches(one)", selector):
                return
            self.press("Tab")
        raise LookupError(selector)

    def paste(self, text: str) -> None:
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.pastes += 1
        self.press("Control+v")


def plan_city(hands: Hands, year: Year, city: int) -> list[str]:
    """Choose the city, paste its block, save; give what the page said of clashes."""
    page = hands.page
    hands.go_to("select[name=city]")
    if city:
        hands.press("ArrowDown")  # the city before this one is shown
    hands.go_to(".plan__which button")
    with page.expect_navigation():
        hands.press("Enter")
    hands.go_to("td[tabindex='0']")
    rows = [
        "\t".join(year.cells.get((course, city, month), "") for month in range(1, 13))
        for course in range(COURSES)
    ]
    hands.paste("\n".join(rows))
    page.wait_for_selector("[data-plan-count]:not([hidden])")
    with page.expect_navigation():
        hands.press("Control+s")
    found = page.locator(".plan__clashes li").all_inner_texts()
    if page.locator(".plan__review").count():
        if page.locator("#reason").count() == 0:
            raise RuntimeError(page.inner_text("#content"))
        hands.go_to("#reason")
        hands.type("测量用")
        with page.expect_navigation():
            hands.press("Enter")
    return found


def copy_year(page, origin: str) -> tuple[float, int]:
    """The next year's holidays, then all of this year's sessions; seconds, and clashes named."""
    page.goto(f"{origin}/admin/catalog/calendarday/year/?year={YEAR + 1}")
    page.fill("#text", NOTICE)
    for button in ("look", "save"):
        with page.expect_navigation():
            page.click(f"button[value={button}]")
    page.goto(f"{origin}/admin/catalog/session/plan/copy/?year={YEAR + 1}")
    page.select_option("#from_city", "*")
    began = time.perf_counter()
    with page.expect_navigation():
        page.click(".submit-row button")
    taken = time.perf_counter() - began
    named = page.locator(".plan__clashes li").count()
    if page.locator("#reason").count():
        page.fill("#reason", "测量用")
    with page.expect_navigation():
        page.click(".plan__send button.default")
    return taken, named


def clashing(year: int) -> list:
    from catalog.domain.clash_finding import rules, slots_of
    from catalog.models import Session
    from catalog.plan.clashes import find

    first, last = date(year, 1, 1), date(year, 12, 31)
    slots = slots_of(Session.objects.filter(month__range=(first - timedelta(days=90), last)))
    found = find(slots, rules(first, last, today=date(YEAR, 1, 1)))
    return [one for one in found if one.slot.last >= first]


def copied(taken: float, named: int) -> dict:
    """What stands in the next year, and what of it clashes, looked for anew."""
    from catalog.domain.clash_finding import overrulings
    from catalog.models import Session

    found = clashing(YEAR + 1)
    return {
        "copied to the next year": Session.objects.filter(month__year=YEAR + 1).count(),
        "seconds to propose them": round(taken, 1),
        "clashes in the year before": len(clashing(YEAR)),
        "clashes named in the copy": named,
        "clashes in the copy": len(found),
        "of these with a reason": len(overrulings(found)),
        "their kinds": dict(Counter(one.kind for one in found)),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("kind", nargs="?", default="sqlite", choices=["sqlite", "postgresql"])
    with database(options.parse_args().kind):
        from django.conf import settings

        from catalog.models import CalendarDay, Overruling, Session

        special = set(CalendarDay.objects.values_list("day", flat=True))
        year = made_up(special)
        cookie = fill(year)
        with Site() as site, browser() as chromium:
            origin = f"http://127.0.0.1:{site.port}"
            context = chromium.new_context(
                locale="zh-CN", permissions=["clipboard-read", "clipboard-write"]
            )
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": cookie, "url": origin}])
            hands = Hands(context.new_page())
            hands.page.goto(f"{origin}/admin/catalog/session/plan/?year={YEAR}")
            began, said = time.perf_counter(), []
            for city in range(len(CITIES)):
                said += plan_city(hands, year, city)
            taken = time.perf_counter() - began
            sessions, overruled = Session.objects.count(), Overruling.objects.count()
            found = figures(year, said, hands, taken, sessions, overruled)
            found |= copied(*copy_year(hands.page, origin))
    print(json.dumps(found, ensure_ascii=False, indent=2))


def figures(year: Year, said, hands, taken, sessions, overruled) -> dict:
    missed = [
        (kind, names)
        for kind, names in year.planted
        if not any(
            line.startswith(WORDS[kind]) and any(name in line for name in names) for line in said
        )
    ]
    return {
        "sessions": sessions,
        "seconds": round(taken, 1),
        "keystrokes": hands.keys,
        "pastes": hands.pastes,
        "clashes planted": len(year.planted),
        "clashes found": len(year.planted) - len(missed),
        "clashes named in all": len(said),
        "overruled with a reason": overruled,
        "missed": missed,
    }


if __name__ == "__main__":
    main()
