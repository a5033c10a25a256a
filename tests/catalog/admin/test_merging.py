"""Two people at one form: only what each changed is written, the same field is asked about."""

from decimal import Decimal

import pytest
from django.contrib import admin
from django.urls import reverse

from catalog.admin.editing import Merging
from catalog.models import Course, CourseDetail, Instructor
from enrollment.models import AuditEvent
from tests.factories import CourseFactory, TestimonialFactory, UserFactory
from tests.office import client_of
from tests.tab import Tab

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return CourseFactory(price=Decimal("26800.00"), days=Decimal("3"), summary="两天\n一晚")


@pytest.fixture
def tabs(course):
    """The course's page in two people's tabs, both opened before either saves."""
    address = reverse("admin:catalog_course_change", args=[course.pk])
    return Tab(client_of("editor"), address), Tab(client_of("manager"), address)


def messages_of(response) -> list[str]:
    return [str(message) for message in response.wsgi_request._messages]


def test_a_stale_form_does_not_undo_a_price(course, tabs):
    first, second = tabs
    first["price"] = "11111"
    second["days"] = "9"

    answers = first.send(), second.send()

    course.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (course.price, course.days) == (Decimal("11111.00"), Decimal("9.0"))
    assert "别人改了：课程价格（元/人）" in "".join(messages_of(answers[1]))


def test_where_both_changed_a_field_both_values_are_shown_and_nothing_is_written(course, tabs):
    first, second = tabs
    first["price"], second["price"], second["days"] = "11111", "22222", "9"
    first.send()

    answer = second.send()

    course.refresh_from_db()
    assert answer.status_code == 200
    assert "您打开这一页之后，别人改了这里" in answer.text
    assert "现在的：<q>11111.00</q>" in answer.text
    assert "我填的：<q>22222</q>" in answer.text
    assert (course.price, course.days) == (Decimal("11111.00"), Decimal("3.0"))
    assert second["days"] == "9"


@pytest.mark.parametrize(("choice", "price"), [("mine", "22222.00"), ("theirs", "11111.00")])
def test_one_of_two_values_is_chosen(course, tabs, choice, price):
    first, second = tabs
    first["price"], second["price"], second["days"] = "11111", "22222", "9"
    first.send()
    second.send()

    second["price-choice"] = choice
    answer = second.send()

    course.refresh_from_db()
    assert answer.status_code == 302
    assert (course.price, course.days) == (Decimal(price), Decimal("9.0"))


def test_without_a_choice_it_is_asked_again(course, tabs):
    first, second = tabs
    first["price"], second["price"] = "11111", "22222"
    first.send()
    second.send()

    assert second.send().status_code == 200
    course.refresh_from_db()
    assert course.price == Decimal("11111.00")


def test_a_third_change_while_choosing_is_asked_about_too(course, tabs):
    first, second = tabs
    first["price"], second["price"] = "11111", "22222"
    first.send()
    second.send()
    Course.objects.filter(pk=course.pk).update(price=Decimal("33333"))

    second["price-choice"] = "mine"
    answer = second.send()

    assert "现在的：<q>33333.00</q>" in answer.text
    course.refresh_from_db()
    assert course.price == Decimal("33333.00")


def test_the_same_change_twice_is_no_question(course, tabs):
    for tab in tabs:
        tab["price"] = "11111"
        assert tab.send().status_code == 302


def test_line_breaks_alone_are_no_change(course, tabs):
    tabs[0].send()

    course.refresh_from_db()
    assert course.summary == "两天\n一晚"
    assert AuditEvent.objects.count() == 0


def test_what_two_people_put_into_a_set_are_both_in_it(course):
    people = [Instructor.objects.create(name=name) for name in ("甲", "乙", "丙")]
    course.instructors.set(people[:1])
    address = reverse("admin:catalog_course_change", args=[course.pk])
    tabs = Tab(client_of("editor"), address), Tab(client_of("manager"), address)
    tabs[0]["instructors"] = [str(one.pk) for one in people[:2]]
    tabs[1]["instructors"] = [str(people[2].pk)]

    for tab in tabs:
        assert tab.send().status_code == 302

    assert list(course.instructors.order_by("pk")) == people[1:]


def test_status_and_outline_are_not_written_by_the_form(course, tabs):
    tabs[0]["days"] = "9"
    Course.objects.filter(pk=course.pk).update(status="archived")

    tabs[0].send()

    course.refresh_from_db()
    assert course.status == "archived"


class TestRows:
    @pytest.fixture
    def detail(self, course):
        return CourseDetail.objects.create(course=course, name="课程背景", text="旧", position=1)

    @pytest.fixture
    def tabs(self, course, detail):
        address = reverse("admin:catalog_course_change", args=[course.pk])
        return Tab(client_of("editor"), address), Tab(client_of("manager"), address)

    def test_a_row_keeps_what_somebody_else_wrote_in_it(self, tabs, detail):
        tabs[0]["details-0-text"] = "新"
        tabs[1]["details-0-name"] = "背景"

        for tab in tabs:
            assert tab.send().status_code == 302

        detail.refresh_from_db()
        assert (detail.name, detail.text) == ("背景", "新")

    def test_the_same_cell_is_asked_about(self, tabs, detail):
        tabs[0]["details-0-text"], tabs[1]["details-0-text"] = "新", "更新"
        tabs[0].send()

        answer = tabs[1].send()
        tabs[1]["details-0-text-choice"] = "mine"
        tabs[1].send()

        assert "现在的：<q>新</q>" in answer.text
        detail.refresh_from_db()
        assert detail.text == "更新"

    def test_a_row_that_is_gone_and_was_not_touched_stays_gone(self, course, tabs, detail):
        detail.delete()
        tabs[0]["days"] = "9"

        answer = tabs[0].send()

        assert answer.status_code == 302
        assert course.details.count() == 0
        course.refresh_from_db()
        assert course.days == Decimal("9.0")

    @pytest.mark.parametrize(("choice", "texts"), [("mine", ["新"]), ("theirs", [])])
    def test_a_row_that_is_gone_and_was_written_in_is_asked_about(
        self, course, tabs, detail, choice, texts
    ):
        detail.delete()
        tabs[0]["details-0-text"] = "新"

        answer = tabs[0].send()
        assert "别人删除了这一行，而您改过它" in answer.text
        assert course.details.count() == 0
        tabs[0]["details-0-row"] = choice
        answer = tabs[0].send()

        assert answer.status_code == 302
        assert [row.text for row in course.details.all()] == texts

    @pytest.mark.parametrize(("choice", "texts"), [("mine", []), ("theirs", ["新"])])
    def test_deleting_a_row_that_somebody_changed_is_asked_about(
        self, course, tabs, detail, choice, texts
    ):
        tabs[0]["details-0-text"] = "新"
        tabs[0].send()
        tabs[1]["details-0-DELETE"] = "on"

        answer = tabs[1].send()
        assert "别人改了这一行。还要删除吗？" in answer.text
        tabs[1]["details-0-row"] = choice
        assert tabs[1].send().status_code == 302

        assert [row.text for row in course.details.all()] == texts

    def test_a_deletion_that_nobody_minds_is_done(self, course, tabs):
        tabs[0]["details-0-DELETE"] = "on"

        assert tabs[0].send().status_code == 302
        assert course.details.count() == 0


class TestTheRecord:
    def test_facts_are_recorded_with_old_and_new(self, tabs):
        tabs[0]["price"] = "11111"
        tabs[0].send()

        event = AuditEvent.objects.get(verb="change facts")
        assert (event.actor, event.object_type) == ("staff:editor", "course")
        assert event.changes == {"price": ["26800.00", "11111"]}

    def test_of_a_personal_field_only_that_it_changed(self, course):
        TestimonialFactory(course=course, text="很好")
        tab = Tab(client_of("editor"), reverse("admin:catalog_course_change", args=[course.pk]))
        tab["testimonials-0-text"] = "非常好"
        tab.untick("testimonials-0-approved")
        tab.send()

        event = AuditEvent.objects.get(verb="change facts")
        assert event.changes == {
            "testimonial.approved": [True, False],
            "corrected": ["testimonial.text"],
        }

    def test_what_was_kept_from_somebody_else_is_not_ones_own_change(self, tabs):
        first, second = tabs
        first["price"], second["days"] = "11111", "9"
        first.send()
        second.send()

        events = AuditEvent.objects.filter(verb="change facts").order_by("pk")
        assert [list(event.changes) for event in events] == [["price"], ["days"]]

    def test_nothing_changed_is_nothing_written(self, tabs):
        tabs[0].send()

        assert AuditEvent.objects.count() == 0


# Every field that the back office writes by hand, and whether it says something about a person.
PERSONAL = {
    "privacyrequest": {"answer"},
    "course": {"testimonial.text", "testimonial.author_role"},
    "instructor": {"name", "title", "bio", "instructorabsence.reason"},
    "office": {"phone", "contact_person", "contact_person_en", "email", "wechat"},
    "company": {"bank_account", "notes"},
    "person": {"notes"},
    "testimonial": {"text", "author_role"},
    "user": {"username", "first_name", "last_name", "email", "password"},
    "enrollment": {"staff_note"},
    "inquiry": {"staff_note"},
}
FACTS = {
    "privacyrequest": {"state"},
    "category": {"name", "name_en", "slug", "parent", "position", "text", "text_en"},
    "calendarday": {"day", "kind", "name", "provisional"},
    "classrules": {
        *("course", "heading", "issuer", "layout", "needed_percent", "no_seal", "seal", "wording"),
    },
    "client": {"name", "name_en", "permission", "permitted_on", "position"},
    "company": {"address", "bank", "name", "tax_number"},
    "feedbackquestion": {"course", "kind", "position", "retired", "text", "text_en"},
    "guidance": {"name", "name_en", "place", "position", "text", "text_en"},
    "instructor": {
        *("bio_en", "languages", "name_en", "slug", "title_en"),
        *("instructorabsence.first_day", "instructorabsence.last_day"),
    },
    "picture": {
        *("alt", "alt_en", "file", "focus_x", "focus_y", "held_on", "people"),
        *("city", "course", "instructor", "office", "venue"),
    },
    "question": {
        *("question", "question_en", "answer", "answer_en"),
        *("category", "course", "is_public", "position"),
    },
    "refundrule": {"days_before", "note", "note_en", "percent"},
    "seller": {
        *("legal_name", "legal_name_en", "tax_number", "registered_address", "registered_phone"),
        *("bank", "account", "invoice_kinds", "invoice_kinds_en", "contract"),
    },
    "city": {"name", "name_en", "slug", "position"},
    "venue": {
        *("city", "name", "name_en", "address", "address_en", "capacity"),
        *("latitude", "longitude", "station", "hotels", "meals"),
        *("station_en", "hotels_en", "meals_en"),
    },
    "synonym": {"words"},
    "webhook": {"name", "url", "is_active"},
    "office": {
        *("name", "name_en", "address", "address_en", "hours", "hours_en"),
        *("position", "is_public"),
    },
    "testimonial": {"course", "approved", "language"},
    "group": {"name", "permissions"},
    "inquiry": {"state"},
    "user": {
        *("is_active", "is_staff", "is_superuser", "groups", "user_permissions"),
        *("last_login", "date_joined"),
    },
    "course": {
        *("title", "category", "code", "slug", "summary", "audience", "instructors"),
        *("price", "days", "includes", "opening", "language"),
        *("coursedetail.position", "coursedetail.name", "coursedetail.text"),
        *("testimonial.approved", "attachment.item_key", "attachment.name", "attachment.file"),
        *("attachment.for_enrolled", "title_en", "summary_en", "testimonial.language"),
        *("audience_en", "includes_en", "coursedetail.text_en"),
        *("apart_weeks", "decide_days", "usual_capacity", "usual_closing_days"),
        *("usual_starts_at", "usual_ends_at", "usual_minimum"),
    },
    "session": {
        *("course", "price", "minimum", "note", "instructors", "joining_note", "language"),
        *("overrule", "sessionterms.report_no_shows"),
        *("sessionterms.needs_approval", "sessionterms.hold_days", "sessionterms.offers_first"),
        *("sessionterms.offer_hours", "sessionterms.fill_days", "sessionterms.names_days"),
        *("sessionterms.cancel_days", "sessionterms.cancel_fee"),
    },
}


@pytest.mark.parametrize(
    "model_admin", admin.site._registry.values(), ids=lambda one: one.opts.model_name
)
def test_every_page_with_a_form_merges_and_every_field_is_declared(model_admin, rf):
    """A new field fails here until somebody says whether it is personal."""
    request, obj = rf.get("/"), model_admin.model()
    obj.pk = 0
    request.user = UserFactory(is_superuser=True)
    if not model_admin.has_change_permission(request, obj):
        return
    assert isinstance(model_admin, Merging)
    names = set(model_admin.get_form(request, obj, change=True).base_fields)
    for inline in model_admin.get_inline_instances(request, obj):
        if not inline.has_change_permission(request, obj):
            continue
        fields = inline.get_formset(request, obj).form.base_fields
        names |= {f"{inline.model._meta.model_name}.{name}" for name in fields}
    known, personal = FACTS.get(model_admin.opts.model_name, set()), model_admin.personal

    assert personal == PERSONAL.get(model_admin.opts.model_name, set())
    assert names - known - personal == set()
