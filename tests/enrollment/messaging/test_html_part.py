"""Each letter has an HTML part that says what its text says."""

import pytest
from django.core import mail
from lxml import html

from enrollment.actions.writing_letters import write_to_group
from enrollment.domain.interests import queue_letters
from enrollment.messaging.delivery import send_due
from enrollment.messaging.html_part import html_of
from enrollment.models import Enrollment
from enrollment.people.party import Person
from tests.factories import (
    NOW,
    CityFactory,
    CourseFactory,
    InterestFactory,
    SessionFactory,
    enrolled,
)


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "tag"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_a_letter_says_the_same_as_text_and_as_html(language, tag):
    party = enrolled(SessionFactory(), 2, people=(Person("安宁"),), contact_name="安 & 宁")
    Enrollment.objects.filter(pk=party.pk).update(language=language)

    send_due(now=NOW)

    letter = mail.outbox[0]
    ((page, kind),) = letter.alternatives
    read = html.document_fromstring(page)
    links = read.xpath("//a")
    assert kind == "text/html"
    assert read.find("body").text_content().split() == letter.body.split()
    assert read.get("lang") == tag
    assert [link.get("href") for link in links] == [link.text for link in links] != []
    assert all(link.text in letter.body.split() for link in links)


def test_only_links_to_this_site_can_be_clicked(settings):
    settings.SITE_URL = "https://kaike.example.cn"
    page = html_of(
        "<script>alert(1)</script> https://evil.example/x，看 https://kaike.example.cn.evil.example/\n"
        "https://kaike.example.cn/my/abc/。\n\n再见",
        language="zh-hans",
    )

    read = html.fromstring(page)
    assert [link.get("href") for link in read.xpath("//a")] == ["https://kaike.example.cn/my/abc/"]
    assert read.xpath("//script") == []
    assert "<script>alert(1)</script>" in read.text_content()
    assert len(read.xpath("//p")) == 2


@pytest.mark.parametrize("behind", [".", ",", ";", "!", "?", ")", ").", "'", '"', ">", "]", "…"])
def test_a_link_ends_before_the_sign_of_its_sentence(settings, behind):
    settings.SITE_URL = "https://kaike.example.cn"

    read = html.fromstring(html_of(f"(https://kaike.example.cn/my/a-_1/{behind}", language="en"))

    assert [link.get("href") for link in read.xpath("//a")] == ["https://kaike.example.cn/my/a-_1/"]
    assert read.find("body").text_content().split() == [
        f"(https://kaike.example.cn/my/a-_1/{behind}"
    ]


def sent_in(language: str, **values) -> str:
    """What the HTML of the letter that a party of this language gets says of its language."""
    Enrollment.objects.filter(pk=enrolled(SessionFactory(**values)).pk).update(language=language)
    send_due(now=NOW)
    return html.document_fromstring(mail.outbox[-1].alternatives[0][0]).get("lang")


@pytest.mark.django_db
def test_a_letter_is_in_the_language_of_its_party_whatever_else_stands_in_it():
    assert sent_in("en", joining_note="请带身份证，从南门进。" * 20) == "en"
    assert sent_in("zh-hans", joining_note="Bring your identity card. " * 20) == "zh-Hans"


@pytest.mark.django_db
@pytest.mark.parametrize(("english", "tag"), [("Third floor. {link}", "en"), ("", "zh-Hans")])
def test_a_letter_to_a_class_is_in_the_language_it_was_written_in(english, tag):
    session = SessionFactory()
    party = enrolled(session)
    Enrollment.objects.filter(pk=party.pk).update(language="en")
    texts = {
        "subject": "教室",
        "body": "三楼。{链接}",
        "subject_en": english[:5],
        "body_en": english,
    }
    write_to_group(session, parties=[party.pk], key="k", texts=texts, now=NOW, actor="staff:lin")

    send_due(now=NOW)

    (page,) = [one.alternatives[0][0] for one in mail.outbox if one.subject in ("教室", "Third")]
    assert html.document_fromstring(page).get("lang") == tag


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "tag"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_a_letter_to_who_waits_for_a_course_is_in_the_language_of_the_wish(language, tag):
    interest = InterestFactory(language=language)
    SessionFactory(course=interest.course)
    queue_letters(now=NOW)

    send_due(now=NOW)

    (letter,) = mail.outbox
    assert html.document_fromstring(letter.alternatives[0][0]).get("lang") == tag


def chinese_in(page: str) -> list[str]:
    return html.document_fromstring(page).xpath("//span[@lang='zh-Hans']/text()")


def test_chinese_in_an_english_letter_is_marked_and_what_is_around_it_is_not():
    body = "Course: 厅堂 2027 年新版（上） for 3 people, 云水楼。\nSee you!"

    page = html_of(body, language="en")

    assert chinese_in(page) == ["厅堂 2027 年新版（上）", "云水楼。"]
    assert html.document_fromstring(page).find("body").text_content().split() == body.split()
    assert chinese_in(html_of(body, language="zh-hans")) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("english", "marked"), [("Lobby Service", []), ("", ["厅堂服务"])])
def test_an_english_letter_names_the_course_in_english_where_it_has_such_a_name(english, marked):
    course = CourseFactory(title="厅堂服务", title_en=english)
    city = CityFactory(name="昆明", name_en="Kunming")
    party = enrolled(SessionFactory(course=course, city=city), 1, contact_name="Ann Li")
    Enrollment.objects.filter(pk=party.pk).update(language="en")

    send_due(now=NOW)

    letter = mail.outbox[0]
    assert letter.subject.endswith(english or "厅堂服务")
    assert chinese_in(letter.alternatives[0][0]) == [*marked, "开课"]
