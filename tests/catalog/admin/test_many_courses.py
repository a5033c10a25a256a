"""Many courses at once: the same change shown old and new, then written with its record."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from catalog.domain.changing_courses import PriceChange, Refused
from catalog.models import Course
from enrollment.models import AuditEvent
from tests.factories import CategoryFactory, CourseFactory, InstructorFactory, SessionFactory
from tests.office import client_of
from tests.tab import Tab

pytestmark = pytest.mark.django_db
LIST = "/admin/catalog/course/"


def asked(client, courses, **typed):
    chosen = {"action": "edit_many", "_selected_action": [one.pk for one in courses]}
    return client.post(LIST, chosen | typed)


def saved(client, page):
    """Press the button below what was shown."""
    return client.post(LIST, shown(page))


def shown(page) -> dict:
    """What the form below the preview sends."""
    form = next(one for one in html.fromstring(page.text).forms if one.xpath(".//*[@value='save']"))
    values: dict[str, list] = {"do": ["save"]}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (PriceChange("set", Decimal(4980)), "3800.00", "4980.00"),
        (PriceChange("set", Decimal(4980)), None, "4980.00"),
        (PriceChange("add", Decimal(-300)), "3800.00", "3500.00"),
        (PriceChange("percent", Decimal(8)), "3799.00", "4103.00"),
        (PriceChange("percent", Decimal(8), 100), "3799.00", "4100.00"),
        (PriceChange("percent", Decimal(8)), None, None),
        (PriceChange("request"), "3800.00", None),
    ],
)
def test_what_becomes_of_a_price(change, old, new):
    price = change.of(Course(price=Decimal(old) if old else None))

    assert (None if price is None else str(price)) == new


def test_a_price_never_falls_below_nothing():
    with pytest.raises(Refused, match="价格会变成 -100"):
        PriceChange("add", Decimal(-3900)).of(Course(price=Decimal(3800)))


def test_forty_prices_are_one_page_and_one_press():
    courses = CourseFactory.create_batch(40, price=Decimal(1000))
    client = client_of("editor")
    typed = {"price_way": "percent", "amount": "8", "step": "1", "do": "preview"}
    asked(client, courses[:2], **typed)

    with CaptureQueriesContext(connection) as queries:
        page = asked(client, courses, **typed)
    nothing_yet = Course.objects.filter(price=1000).count()
    saved(client, page)

    assert len(queries) <= 12
    assert page.text.count("<del>¥1,000</del> → <ins>¥1,080</ins>") == 40
    assert nothing_yet == 40
    assert Course.objects.filter(price=1080).count() == 40
    events = AuditEvent.objects.filter(verb="change facts", object_type="course")
    assert [event.changes for event in events] == [{"price": ["1000.00", "1080.00"]}] * 40


def test_category_instructors_and_state_go_together():
    ready, bare = CourseFactory(status="published"), CourseFactory(status="published")
    first, second = InstructorFactory(name="甲"), InstructorFactory(name="乙")
    ready.instructors.add(first)
    SessionFactory(course=bare, next_number=1, taken=2, month="2099-03-01", starts_on="2099-03-02",
                   ends_on="2099-03-03")  # fmt: skip
    category = CategoryFactory(name="柜面")
    client = client_of("editor")

    page = asked(
        client, [ready, bare], do="preview", category=category.pk, instructors=[second.pk],
        teachers_way="add", status="archived",
    )  # fmt: skip
    saved(client, page)

    ready.refresh_from_db()
    bare.refresh_from_db()
    assert "没上完的班次里有人" in page.text
    assert (ready.category, ready.status) == (category, "archived")
    assert list(ready.instructors.order_by("pk")) == [first, second]
    assert (bare.status, bare.category != category) == ("published", True)


def test_what_was_changed_after_it_was_shown_stays():
    course = CourseFactory(price=Decimal(1000))
    client = client_of("editor")
    page = asked(client, [course], do="preview", price_way="add", amount="100")
    Course.objects.update(price=2000)

    answer = client.post(LIST, shown(page), follow=True)

    course.refresh_from_db()
    assert course.price == 2000
    assert "在您预览以后别人改过，没有动。" in answer.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "请至少填一项要改的。"),
        ({"price_way": "add"}, "请填价格怎么改，例如 500。"),
        ({"price_way": "set", "amount": "-1"}, "价格不能是负数。"),
        ({"amount": "5"}, "请选这个数字是定价、加价还是百分比。"),
        ({"amount": "五百", "price_way": "add"}, "“五百”不是金额。"),
    ],
)
def test_a_slip_gets_a_sentence(typed, said):
    page = asked(client_of("editor"), [CourseFactory()], do="preview", **typed)

    assert (page.status_code, said in page.text) == (400, True)


def test_who_may_not_change_courses_changes_none():
    course = CourseFactory(price=Decimal(1000))

    asked(client_of("sales"), [course], do="save", price_way="set", amount="1")

    course.refresh_from_db()
    assert course.price == 1000


@pytest.mark.parametrize(("typed", "price"), [("2.98万", 29800), ("２，９８０元", 2980)])
def test_a_price_is_typed_as_people_type_it(typed, price):
    course = CourseFactory(price=Decimal(100))
    client = client_of("editor")

    saved(client, asked(client, [course], do="preview", price_way="set", amount=typed))
    many = Course.objects.get().price
    Course.objects.update(price=100)
    tab = Tab(client, f"/admin/catalog/course/{course.pk}/change/")
    tab["price"] = typed
    tab.send()

    assert (many, Course.objects.get().price) == (price, price)


def test_no_field_of_money_is_one_that_drops_what_it_cannot_read():
    course = CourseFactory()
    client = client_of("editor")
    pages = [
        asked(client, [course]).text,
        client.get(f"/admin/catalog/course/{course.pk}/change/").text,
        client.get("/admin/catalog/session/add/").text,
    ]

    for page in pages:
        field = html.fromstring(page).xpath("//input[@name='price' or @name='amount']")[0]
        assert (field.get("type"), field.get("inputmode")) == ("text", "decimal")


def test_no_two_parts_of_the_preview_have_one_id():
    page = asked(client_of("editor"), [CourseFactory()], do="preview", price_way="set", amount="1")

    ids = html.fromstring(page.text).xpath("//@id")
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("values", [{}, {"do": "preview", "price_way": "set", "amount": "1"}])
def test_the_way_back_leads_to_the_list_as_it_was_filtered(values):
    course = CourseFactory()
    chosen = {"action": "edit_many", "_selected_action": [course.pk]} | values

    page = client_of("editor").post(f"{LIST}?status__exact=published", chosen)

    back = html.fromstring(page.text).xpath("//a[@class='closelink']/@href")
    assert set(back) == {f"{LIST}?status__exact=published"}


def priced(*prices) -> list[Course]:
    return [
        CourseFactory(
            code=f"KK-{n}", title=f"厅堂 营销{n}", price=Decimal(price) if price else None
        )
        for n, price in enumerate(prices, 1)
    ]


def prices() -> list[str]:
    return [str(price) for price in Course.objects.order_by("code").values_list("price", flat=True)]


def test_forty_courses_get_a_price_each_on_one_page():
    courses = priced(*range(1000, 1040))
    client = client_of("editor")
    box = html.fromstring(asked(client, courses).text).xpath("//textarea[@name='prices']")[0]
    lines = box.value.strip("\n").split("\n")

    typed = "\n".join(f"{line.rpartition(chr(9))[0]}\t{2000 + n}" for n, line in enumerate(lines))
    page = asked(client, courses, do="preview", prices=typed)
    saved(client, page)

    assert lines[0] == "KK-1\t厅堂 营销1\t1000"
    assert page.text.count("<del>") == 40
    assert {one.price - 2000 for one in Course.objects.all()} == set(range(40))


@pytest.mark.parametrize(
    ("typed", "became"),
    [
        ("KK-1\t1,280", ["1280.00", "None", "900.00"]),
        ("厅堂 营销2 2.98万", ["800.00", "29800.00", "900.00"]),
        ("kk-3 厅堂 营销3 ￥９８０元\n\nKK-1\t\t面议\n", ["None", "None", "980.00"]),
        ("KK-3\t900\nKK-1\t1", ["1.00", "None", "900.00"]),
    ],
)
def test_a_price_each_is_read_as_sheets_and_people_write_it(typed, became):
    client, courses = client_of("editor"), priced(800, None, 900)

    saved(client, asked(client, courses, do="preview", prices=typed))

    assert prices() == became


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("KK-1\t1000\nKK-9\t1000", "第 2 行“KK-9\t1000”：不是选中的课程。"),
        ("KK-1\tabc", "“abc”不是金额。"),
        ("KK-1", "不是选中的课程。"),
        ("KK-1\t-5", "价格是 0 到"),
        ("KK-1\t5.123", "价格是 0 到"),
        ("KK-1\t999999999", "价格是 0 到"),
        ("KK-1\t5\n厅堂 营销1\t6", "第 2 行“厅堂 营销1\t6”：这门课程上面已有另一个价格。"),
    ],
)
def test_a_line_that_is_no_course_or_price_is_named_and_nothing_is_saved(typed, said):
    client, courses = client_of("editor"), priced(800, None, 900)

    page = asked(client, courses, do="preview", prices=typed)

    assert (page.status_code, said in page.text, typed in page.text) == (400, True, True)
    assert prices() == ["800.00", "None", "900.00"]


def test_a_line_left_as_it_was_does_not_take_back_what_a_colleague_did():
    client, courses = client_of("editor"), priced(800, 900)
    shown = "KK-1\t厅堂 营销1\t800\nKK-2\t厅堂 营销2\t900"
    Course.objects.filter(code="KK-1").update(price=850)

    typed = {"initial-prices": shown, "prices": shown.replace("900", "950")}
    page = asked(client, courses, do="preview", **typed)
    saved(client, page)

    assert prices() == ["850.00", "950.00"]


def test_one_change_for_all_and_a_price_each_are_not_taken_together():
    courses = priced(800, 900)
    both = {"price_way": "add", "amount": "100", "prices": "KK-1\t5"}

    page = asked(client_of("editor"), courses, do="preview", **both)

    assert (page.status_code, "请清空一处" in page.text) == (400, True)
