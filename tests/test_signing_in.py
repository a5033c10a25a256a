"""A sign-in that expired loses nothing: what was posted comes back, and nothing is done unseen."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from catalog.domain.outline_versions import save_outline
from catalog.models import Course
from catalog.views.back_office import BackOffice
from enrollment.models import AuditEvent, Enrollment
from tests.factories import NOW, CourseFactory, SessionFactory, enrolled
from tests.office import client_of, staff
from tests.tab import Tab

pytestmark = pytest.mark.django_db

PASSWORD = "zhi-dao-de-mima-01"
TEXT = "厅堂服务\n第一模块 迎宾\n一、站姿"


@pytest.fixture
def manager():
    user = staff("manager")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def browser(manager):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    return client


def expire(client) -> None:
    client.cookies.pop("sessionid")


def sign_in(client, kept):
    """From the sign-in page, as it stands in ``kept``, to what comes after it."""
    tab = Tab(client, kept.request["PATH_INFO"], kept)
    tab["username"], tab["password"] = "manager", PASSWORD
    return tab, tab.send()


def come_back(tab, response):
    """Open what was filled in, from the page after the sign-in."""
    tab.read(response, tab.address)
    tab.send()
    return tab


def address(name: str, *args) -> str:
    return reverse(f"admin:{name}", args=args)


def forms_of_the_office() -> dict:
    """Every page with a form: its address, and a field with what is typed there."""
    course = CourseFactory()
    save_outline(course, TEXT, now=NOW)
    session = SessionFactory(course=course)
    party = enrolled(session, 2)

    def of_course(name):
        return address(f"catalog_course_{name}", course.pk)

    def of_session(verb):
        return address("catalog_session_do", session.pk, verb)

    def of_party(verb):
        return address("enrollment_enrollment_do", party.pk, verb)

    session_page = address("catalog_session_change", session.pk)
    return {
        "course": (of_course("change"), "audience", "新任网点主任"),
        "course add": (address("catalog_course_add"), "title", "新课"),
        "detail": (of_course("change"), "details-0-text", "背景"),
        "city": (address("catalog_city_change", session.city_id), "name_en", "Kunming"),
        "session": (session_page, "note", "含午餐"),
        "session add": (address("catalog_session_add"), "note", "含午餐"),
        "terms": (session_page, "terms-0-hold_days", "9"),
        "capacity": (of_session("change_capacity"), "reason", "加座"),
        "dates": (of_session("reschedule"), "starts_on", "2027-01-20"),
        "note": (address("enrollment_enrollment_change", party.pk), "staff_note", "周一回电"),
        "names": (of_party("name_participants"), "people", "陈小丽"),
        "contact": (of_party("correct_contact"), "company", "银行"),
        "telephone": (address("enrollment_enrollment_add"), "company", "云岭示例银行"),
        "import": (address("catalog_course_import"), "source", TEXT),
        "outline": (of_course("outline"), "source", TEXT + "\n二、手势"),
        "account": (address("auth_user_change", 1), "first_name", "小宁"),
    }


def rows() -> tuple:
    events = AuditEvent.objects.exclude(verb__in=["view", "sign in", "sign-in refused"])
    return events.count(), Course.objects.count(), Enrollment.objects.count()


FORMS = [
    *("course", "course add", "detail", "city", "session", "session add", "terms", "capacity"),
    *("dates", "note", "names", "contact", "telephone", "import", "outline", "account"),
]


def filled_in(browser, name: str) -> tuple[Tab, str, str]:
    """The page in a tab with something typed in it, and the field and what was typed."""
    page, field, typed = forms_of_the_office()[name]
    page = page.replace("/user/1/", f"/user/{User.objects.get(username='manager').pk}/")
    tab = Tab(browser, page)
    if name == "detail":
        tab["details-TOTAL_FORMS"], tab["details-0-name"] = "1", "课程背景"
        tab["details-0-id"], tab["details-0-position"] = "", "1"
        tab["details-INITIAL_FORMS"] = "0"
    tab[field] = typed
    return tab, field, typed


@pytest.mark.parametrize("name", FORMS)
def test_what_was_posted_comes_back_after_signing_in(browser, name):
    tab, field, typed = filled_in(browser, name)
    expire(browser)
    written = rows()

    kept = tab.send()
    signing, answer = sign_in(browser, kept)
    back = come_back(signing, answer)

    assert kept.status_code == 403
    assert "刚才提交的没有保存，也没有丢" in kept.text
    assert "还没有保存。请看一遍，再按一次保存。" in back.response.text
    assert back[field] == typed
    assert rows() == written


def test_the_form_that_came_back_is_saved_by_its_button(browser):
    course = CourseFactory(audience="")
    tab = Tab(browser, address("catalog_course_change", course.pk))
    tab["audience"] = "新任网点主任"
    expire(browser)
    back = come_back(*sign_in(browser, tab.send()))

    answer = back.send()

    course.refresh_from_db()
    assert answer.status_code == 302
    assert course.audience == "新任网点主任"


def test_what_a_colleague_saved_meanwhile_is_asked_about_when_it_comes_back(browser):
    course = CourseFactory(price=26800)
    tab = Tab(browser, address("catalog_course_change", course.pk))
    tab["price"] = "22222"
    expire(browser)
    Course.objects.update(price=11111)

    back = come_back(*sign_in(browser, tab.send()))

    assert "现在的：<q>11111.00</q>" in back.response.text
    assert back["price"] == "22222"


def test_a_wrong_password_does_not_lose_it(browser):
    course = CourseFactory()
    tab = Tab(browser, address("catalog_course_change", course.pk))
    tab["audience"] = "新任网点主任"
    expire(browser)
    signing = Tab(browser, tab.address, tab.send())
    signing["username"], signing["password"] = "manager", "falsch"
    signing.send()

    signing["username"], signing["password"] = "manager", PASSWORD
    back = come_back(signing, signing.send())

    assert back["audience"] == "新任网点主任"


@pytest.mark.parametrize("name", FORMS)
def test_a_token_of_an_earlier_sign_in_loses_nothing(browser, name):
    """Two tabs; somebody signs in again in one, and saves in the other."""
    tab, field, typed = filled_in(browser, name)
    browser.cookies["csrftoken"] = "b" * 32
    written = rows()

    answer = tab.send()
    tab.send()

    assert "您填写的内容都还在" in answer.text
    assert tab[field] == typed
    assert rows() == written


# What is wrong in each form besides what was typed; a note cannot be refused.
WRONG = {
    "course": {"price": "abc"},
    "course add": {"price": "abc"},
    "detail": {"details-0-position": "x"},
    "city": {"slug": "昆 明"},
    "session": {"price": "abc"},
    "session add": {"month": "x"},
    "terms": {"terms-0-names_days": "x"},
    "capacity": {"capacity": "x"},
    "dates": {"ends_on": "x"},
    "names": {"people": "\n".join(["姓名", *("陈小丽", "安小宁", "白小青")])},
    "contact": {"contact_phone": "1"},
    "telephone": {"seats": "x"},
    "import": {"file": SimpleUploadedFile("a.exe", b"MZ")},
    "outline": {"file": SimpleUploadedFile("a.exe", b"MZ")},
    "account": {"username": ""},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_refused_form_keeps_what_was_typed(browser, name):
    tab, field, typed = filled_in(browser, name)
    for wrong, value in WRONG[name].items():
        tab[wrong] = value
    typed = WRONG[name].get(field, typed)
    written = rows()

    answer = tab.send()

    assert answer.status_code in (200, 400)
    assert tab[field] == typed
    assert rows() == written


def test_the_outline_comes_back_when_its_token_is_old(browser):
    course = CourseFactory()
    save_outline(course, TEXT, now=NOW)
    tab = Tab(browser, address("catalog_course_outline", course.pk))
    tab["source"] = TEXT + "\n二、手势"
    browser.cookies["csrftoken"] = "b" * 32

    tab.send(do="save")
    tab.send()

    assert tab["source"] == TEXT + "\n二、手势"
    assert course.outlines.count() == 1


def test_a_button_is_asked_about_and_not_pressed_again_by_itself(browser):
    course = CourseFactory(status="archived")
    save_outline(course, TEXT, now=NOW)
    tab = Tab(browser, address("catalog_course_change", course.pk))
    token = tab["csrfmiddlewaretoken"]
    expire(browser)
    status = address("catalog_course_status", course.pk)

    kept = browser.post(status, {"become": "archived", "csrfmiddlewaretoken": token})
    _signing, answer = sign_in(browser, kept)

    assert "刚才的操作还没有做。要现在做吗？" in answer.text
    assert 'name="become" value="archived"' in answer.text


def test_another_site_is_given_nothing_to_press(browser):
    course = CourseFactory()
    foreign = {"HTTP_ORIGIN": "https://elsewhere.example"}

    answer = browser.post(
        address("catalog_course_status", course.pk), {"become": "archived"}, **foreign
    )
    expire(browser)
    anonymous = browser.post(
        address("catalog_course_status", course.pk), {"become": "archived"}, **foreign
    )

    for response in (answer, anonymous):
        assert response.status_code == 403
        assert "现在做" not in response.text
        assert "archived" not in response.text


def test_passwords_are_not_carried(browser, manager):
    tab = Tab(browser, address("auth_user_password_change", manager.pk))
    tab["password1"] = tab["password2"] = "ein-neues-geheimnis"
    expire(browser)

    kept = tab.send()

    assert "ein-neues-geheimnis" not in kept.text


def test_the_names_of_files_are_said(browser):
    tab = Tab(browser, address("catalog_course_import"))
    expire(browser)
    tab["file"] = SimpleUploadedFile("大纲.txt", TEXT.encode())

    _signing, answer = sign_in(browser, tab.send())

    assert "请重新选择" in answer.text
    assert "大纲.txt" in answer.text


@pytest.mark.parametrize("name", FORMS)
def test_a_database_that_is_away_keeps_what_was_typed(browser, monkeypatch, name):
    tab, field, typed = filled_in(browser, name)

    def away(*args, **kwargs):
        raise OperationalError("could not connect to server")

    with monkeypatch.context() as broken:
        broken.setattr(BackOffice, "has_permission", away)
        answer = tab.send(do="save")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert tab[field] == typed


def test_what_waited_for_the_database_is_saved_by_trying_again(browser, monkeypatch):
    course = CourseFactory()
    tab = Tab(browser, address("catalog_course_change", course.pk))
    tab["audience"] = "新任网点主任"

    def away(*args, **kwargs):
        raise OperationalError("could not connect to server")

    with monkeypatch.context() as broken:
        broken.setattr(BackOffice, "has_permission", away)
        tab.send()
    answer = tab.send()

    assert answer.status_code == 302
    course.refresh_from_db()
    assert course.audience == "新任网点主任"


def test_a_page_asked_for_still_leads_to_the_sign_in():
    answer = Client().get(address("index"))

    assert answer.status_code == 302
    assert re.match(r"/admin/login/\?next=/admin/", answer.url)


def test_a_verb_that_is_no_longer_possible_keeps_what_was_typed():
    party = enrolled(SessionFactory(), 2)
    tab = Tab(
        client_of("sales"), address("enrollment_enrollment_do", party.pk, "name_participants")
    )
    tab["people"] = "姓名\n陈小丽"
    Enrollment.objects.update(state="cancelled")

    answer = tab.send()

    assert answer.status_code == 409
    assert "现在是“已取消”，不能“学员名单”" in answer.text
    assert tab["people"] == "姓名\n陈小丽"
