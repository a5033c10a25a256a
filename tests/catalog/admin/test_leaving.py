"""A course is taken down or deleted: nobody who enrolled is forgotten, and it says what goes."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from catalog.domain.outline_versions import save_outline
from catalog.models import Attachment, Course, Outline, Session
from enrollment.domain import links
from enrollment.models import AuditEvent, Enrollment
from tests.factories import (
    NOW,
    CourseFactory,
    InterestFactory,
    SessionFactory,
    TestimonialFactory,
    enrolled,
    released,
)
from tests.office import client_of
from tests.tab import Tab

pytestmark = pytest.mark.django_db
FAR = {"month": "2099-03-01", "starts_on": "2099-03-02", "ends_on": "2099-03-03"}


@pytest.fixture
def editor():
    return client_of("editor")


@pytest.fixture
def course():
    return released(CourseFactory(status="published"), "第一模块 开场")


@pytest.fixture
def session(course):
    session = SessionFactory(course=course, capacity=3, **FAR)
    session.refresh_from_db()
    return session


def status(course) -> str:
    return reverse("admin:catalog_course_status", args=[course.pk])


def deletion(course) -> str:
    return reverse("admin:catalog_course_delete", args=[course.pk])


class TestTakingDown:
    def test_with_people_in_coming_sessions_it_asks_and_says_how_many(
        self, editor, course, session
    ):
        enrolled(session, 2)
        enrolled(session, 2)

        page = editor.post(status(course), {"become": "archived"})
        course.refresh_from_db()
        asked = course.status
        editor.post(status(course), {"become": "archived", "sure": "1"})

        assert "还有 1 个没上完的班次里有人：2 个座位，1 单候补。" in page.text
        course.refresh_from_db()
        assert (asked, course.status) == ("published", "archived")

    def test_without_people_it_is_done_at_once(self, editor, course, session):
        editor.post(status(course), {"become": "archived"})

        course.refresh_from_db()
        assert course.status == "archived"

    def test_several_at_once_leave_out_the_one_with_people(self, editor, course, session):
        enrolled(session, 1)
        other = CourseFactory(status="published")
        chosen = {"action": "archive", "_selected_action": [course.pk, other.pk]}

        page = editor.post(reverse("admin:catalog_course_changelist"), chosen, follow=True)

        assert f"“{course}”没有下架：没上完的班次里有 1 个座位" in page.text
        assert set(Course.objects.values_list("pk", "status")) == {
            (course.pk, "published"),
            (other.pk, "archived"),
        }

    def test_mailed_links_and_the_session_page_go_on_answering(self, client, course, session):
        party = enrolled(session, 1)
        Course.objects.update(status="archived")
        path = session.get_absolute_url()
        enroll = reverse("enrollment:enroll", args=[session.public_id])

        page = client.get(path)

        assert "这门课已下架，不再接受新的报名" in page.text
        assert "/enroll/" not in page.text
        assert client.get(links.my_url(party).partition("8000")[2]).status_code == 200
        assert client.get(f"{path}calendar.ics").status_code == 200
        assert client.get(enroll).url == path

    def test_a_form_that_was_open_is_answered_with_everything_in_it(self, client, course, session):
        enrolled(session, 1)
        tab = Tab(client, reverse("enrollment:enroll", args=[session.public_id]))
        tab["contact_name"], tab["contact_phone"] = "安小宁", "13900000001"
        tab["notice_seen"] = "on"
        Course.objects.update(status="archived")

        answer = tab.send()

        assert answer.status_code == 409
        assert "这个班次已停止报名" in answer.text
        assert tab["contact_name"] == "安小宁"
        assert Enrollment.objects.count() == 1

    def test_a_session_nobody_knows_of_is_gone_with_its_course(self, client, course, session):
        Course.objects.update(status="archived")

        assert client.get(session.get_absolute_url()).status_code == 404


class TestDeleting:
    @pytest.fixture
    def mistake(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        course = released(CourseFactory(status="draft"), "第一模块 开场")
        save_outline(course, "第一模块 开场\n一、问候", now=NOW)
        SessionFactory(course=course, state="planned")
        TestimonialFactory(course=course)
        Attachment.objects.create(
            course=course, item_key="k", name="表", file=ContentFile(b"a", name="a.txt")
        )
        return course

    def test_it_says_what_goes_and_then_it_goes(self, editor, mistake, tmp_path):
        address = deletion(mistake)

        page = editor.get(address)
        answer = editor.post(address, {"post": "yes"})

        assert "2 版大纲、1 个班次、1 条学员评价、1 个文件" in page.text
        assert answer.url == reverse("admin:catalog_course_changelist")
        counts = [model.objects.count() for model in (Course, Outline, Session, Attachment)]
        assert counts == [0, 0, 0, 0]
        event = AuditEvent.objects.get(verb="delete course")
        assert event.object_id == str(mistake.pk)
        assert event.changes == {"title": mistake.title, "code": mistake.code}

    def test_a_public_course_is_taken_down_first(self, editor, course):
        answer = editor.post(deletion(course), {"post": "yes"})

        assert "已发布：请先下架，再删除" in answer.text
        assert Course.objects.count() == 1

    @pytest.mark.parametrize("somebody", ["enrolled", "interested"])
    def test_where_somebody_enrolled_or_waits_it_stays(self, editor, mistake, somebody):
        if somebody == "enrolled":
            party = enrolled(SessionFactory(course=mistake))
            Enrollment.objects.filter(pk=party.pk).update(state="cancelled")
        else:
            InterestFactory(course=mistake)

        answer = editor.post(deletion(mistake), {"post": "yes"})

        assert "已经有人报名或登记过，不能删除" in answer.text
        assert (Course.objects.count(), Outline.objects.count()) == (1, 2)
        mistake.refresh_from_db()
        assert mistake.outline is not None

    def test_sales_delete_nothing(self, mistake):
        sales = client_of("sales")

        assert sales.get(deletion(mistake)).status_code == 403
        assert sales.post(deletion(mistake), {"post": "yes"}).status_code == 403

    def test_courses_are_not_deleted_many_at_once(self, editor, mistake):
        page = editor.get(reverse("admin:catalog_course_changelist"))

        assert "delete_selected" not in page.text


def test_editors_attach_files(editor, course, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    tab = Tab(editor, reverse("admin:catalog_course_change", args=[course.pk]))
    key = course.outline.items.get().key
    tab["attachments-TOTAL_FORMS"] = "1"
    tab["attachments-0-item_key"] = key
    tab["attachments-0-file"] = ContentFile(b"a", name="a.txt")

    answer = tab.send()

    assert answer.status_code == 302
    assert Attachment.objects.get().name == "a"
