"""A question or a request for in-house training: kept once, read and answered by sales."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from enrollment.messaging import delivery
from enrollment.models import AuditEvent, Inquiry, OutboxMessage
from enrollment.queries.overdue import overdue_items
from tests.factories import NOW, CourseFactory
from tests.office import client_of

pytestmark = pytest.mark.django_db
ADDRESS = "/inquiry/"


def typed(**changes) -> dict[str, str]:
    return {
        "kind": "in_house",
        "text": "想给三个支行做两天内训。\r\n案例能按小微业务调整吗？",
        "people": "60人",
        "place": "大理",
        "wished": "明年三月",
        "contact_name": "安小宁",
        "contact_phone": "139 0000 0001",
        "company": "云岭示例银行",
        "notice_seen": "on",
    } | changes


def test_an_inquiry_is_kept_as_it_was_typed_with_its_course(client):
    course = CourseFactory()

    with time_machine.travel(NOW, tick=False):
        answer = client.post(f"{ADDRESS}?course={course.slug}", typed())

    kept = Inquiry.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, "/inquiry/?done=1")
    assert (kept.kind, kept.course, kept.people, kept.state) == ("in_house", course, 60, "new")
    assert kept.text == "想给三个支行做两天内训。\n案例能按小微业务调整吗？"
    assert (kept.contact_phone, kept.created_at) == ("13900000001", NOW)
    assert "收到了" in client.get(answer["Location"]).content.decode()


def test_the_same_form_twice_is_one_inquiry(client):
    for _again in range(2):
        client.post(ADDRESS, typed())

    assert Inquiry.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "请写下您想了解什么。"),
        ({"kind": "other"}, "请选择是提问还是内训。"),
        ({"people": "0"}, "人数至少为 1。"),
        ({"people": "很多"}, "人数请写成数字，例如 30。"),
        ({"contact_phone": ""}, "请填写手机号，例如 139 0000 0000。"),
        ({"text": "看\x00不见"}, "这里有看不见或无法识别的字符，请删去后重新输入。"),
        ({"text": "长" * 2001}, "最多 2000 个字，现在有 2001 个，请写短一些。"),
        ({"notice_seen": ""}, "请先阅读隐私说明并勾选。"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, changes, sentence):
    answer = client.post(ADDRESS, typed(**changes))
    page = answer.content.decode()

    assert (answer.status_code, Inquiry.objects.count()) == (422, 0)
    assert page.count(sentence) == 2  # above, and at the field
    assert "云岭示例银行" in page


@pytest.mark.parametrize("slug", ["no-such", "a\x00b", "x" * 400, "草稿"])
def test_a_course_nobody_knows_is_left_aside(client, slug):
    assert client.get(ADDRESS, {"course": slug}).status_code == 200


def test_an_address_does_not_fill_the_list(client):
    statuses = [client.post(ADDRESS, typed(text=f"问题{n}")).status_code for n in range(21)]

    assert statuses == [303] * 3 + [429] * 18


def test_the_course_page_and_the_navigation_lead_there(client):
    course = CourseFactory()

    page = client.get(course.get_absolute_url()).content.decode()

    assert 'href="/inquiry/"' in page
    assert f'href="/inquiry/?course={course.slug}&amp;kind=in_house"' in page


def test_sales_see_it_on_their_dashboard_and_answering_it_is_written_down(client):
    client.post(ADDRESS, typed())
    inquiry = Inquiry.objects.get()
    sales = client_of("sales")
    address = reverse("admin:enrollment_inquiry_change", args=[inquiry.pk])

    dashboard = sales.get("/admin/").content.decode()
    sales.post(address, {"staff_note": "已回电"})
    do = reverse("admin:enrollment_inquiry_do", args=[inquiry.pk, "answer_inquiry"])
    sales.post(do, {"next_step": "把大纲发过去", "next_on": f"{timezone.localdate():%Y-%m-%d}"})

    inquiry.refresh_from_db()
    event = AuditEvent.objects.get(verb="answer")
    assert "内训需求 · 云岭示例银行" in dashboard
    assert (inquiry.state, inquiry.staff_note, inquiry.contact_name) == (
        *("answered", "已回电", "安小宁"),
    )
    assert event.changes == {"state": ["new", "answered"]}


def test_the_office_is_told_once_that_inquiries_wait_and_not_whose(client, settings, mailoutbox):
    settings.OFFICE_EMAIL = "office@example.com"
    course = CourseFactory(title="听得懂的财报")
    client.post(f"{ADDRESS}?course={course.slug}", typed())
    client.post(ADDRESS, typed(text="另一个问题", kind="question"))

    sent = [tell_office() for _turn in range(2)]

    (letter,) = mailoutbox
    assert (sent, letter.to) == ([1, 0], ["office@example.com"])
    assert letter.subject == "2 条新的咨询等着答复"
    assert "内训需求 听得懂的财报" in letter.body
    assert "/admin/enrollment/inquiry/?state__exact=new" in letter.body
    assert not any(told in letter.body for told in ("安小宁", "13900000001", "云岭", "支行"))


def test_a_letter_that_could_not_be_sent_is_tried_again(client, settings, mailoutbox, monkeypatch):
    settings.OFFICE_EMAIL = "office@example.com"
    client.post(ADDRESS, typed())

    with monkeypatch.context() as broken:
        broken.setattr(
            "enrollment.messaging.delivery.EmailMultiAlternatives.send", lambda _self: 1 / 0
        )
        assert tell_office() == 0
    assert [one.what for one in overdue_items(now=timezone.now())] == ["undelivered"]
    assert tell_office(later=timedelta(minutes=2)) == 1
    assert len(mailoutbox) == 1


def test_nobody_is_written_to_where_the_office_has_no_address(client, settings, mailoutbox):
    settings.OFFICE_EMAIL = ""
    client.post(ADDRESS, typed())

    assert (tell_office(), mailoutbox) == (0, [])


def test_an_inquiry_is_written_down_together_with_the_letter_about_it(client):
    client.post(ADDRESS, typed())
    client.post(ADDRESS, typed())

    assert Inquiry.objects.get() == OutboxMessage.objects.get().about


def tell_office(*, later=timedelta(0)) -> int:
    return delivery.send_due(now=timezone.now() + later)["sent"]
