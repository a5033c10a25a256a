"""The door of the back office: how often it may be tried, and what else than a password it asks."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp

from enrollment.domain import second_factor
from enrollment.models import Attempt, AuditEvent
from tests.factories import CourseFactory
from tests.office import staff
from tests.tab import Tab

pytestmark = pytest.mark.django_db

PASSWORD = "zhi-dao-de-mima-01"
SIGN_IN = "/admin/login/"
KEY = "00" * 20


@pytest.fixture(autouse=True)
def within_one_hour():
    """Tries are counted by the hour: no test begins in one and ends in the next."""
    with time_machine.travel(timezone.now().replace(minute=5), tick=True):
        yield


@pytest.fixture
def sales():
    user = staff("sales")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client=None, *, username="sales", password=PASSWORD, code="", **meta):
    posted = {"username": username, "password": password, "code": code, "next": "/admin/"}
    return (client or Client()).post(SIGN_IN, posted, **meta)


def current_code(user, *, drift: int = 0) -> str:
    key = user.totpdevice_set.get().bin_key
    return f"{totp(key, drift=drift):06d}"


def with_factor(user) -> list[str]:
    """Set the second factor up with the code of the step before, so that the next is unused."""
    code = f"{totp(bytes.fromhex(KEY), drift=-1):06d}"
    made = second_factor.set_up(user, key=KEY, typed=code)
    assert made
    return made[1]


def is_in(client) -> bool:
    return client.get("/admin/account/").status_code == 200


@pytest.fixture
def time_machine_at():
    """The clock set to a moment; what a process remembers is forgotten, as after so long."""
    from django.core.cache import cache

    def at(moment):
        cache.clear()
        return time_machine.travel(moment, tick=False)

    return at


# Limits


def test_200_wrong_passwords_on_one_account_from_many_addresses_are_stopped(sales):
    answers = [
        sign_in(password=f"falsch-{n}", REMOTE_ADDR=f"198.51.100.{n}").status_code
        for n in range(200)
    ]

    assert answers == [200] * 10 + [429] * 190
    assert sign_in(REMOTE_ADDR="203.0.113.1").status_code == 429
    refused = AuditEvent.objects.filter(verb="sign-in refused")
    assert refused.count() == 10
    assert AuditEvent.objects.filter(verb="sign-in blocked").count() == 1
    assert {event.object_id for event in refused} == {str(sales.pk)}


def test_one_password_on_200_accounts_from_one_address_is_stopped(sales):
    answers = [sign_in(username=f"name{n}").status_code for n in range(200)]

    assert answers == [200] * 20 + [429] * 180
    assert sign_in(REMOTE_ADDR="203.0.113.1").status_code == 302


def test_the_owner_still_comes_in_from_a_browser_that_was_there_before(sales):
    own, other = Client(), Client()
    sign_in(own)
    own.post("/admin/logout/")
    for n in range(20):
        sign_in(other, password="falsch", REMOTE_ADDR=f"198.51.100.{n}")

    assert sign_in(other).status_code == 429
    assert sign_in(own).status_code == 302


def test_the_mark_of_a_browser_is_of_no_use_for_another_account(sales):
    staff("editor")
    own = Client()
    sign_in(own)
    own.cookies.pop("sessionid")

    answers = [sign_in(own, username="editor", password="falsch").status_code for _n in range(12)]

    assert answers == [200] * 10 + [429] * 2


def test_40_colleagues_of_one_office_sign_in_from_one_address(sales):
    answers = [sign_in().status_code for _n in range(40)]

    assert answers == [302] * 40


def test_the_answer_does_not_say_which_part_was_wrong(sales):
    with_factor(sales)

    texts = {
        sign_in(username=name, password=password, code=code).text.replace(f'value="{name}"', "")
        for name, password, code in [
            ("sales", "falsch", ""),
            ("nobody", PASSWORD, ""),
            ("sales", PASSWORD, ""),
            ("sales", PASSWORD, "000000"),
        ]
    }

    pages = {text.split('<div id="content-main">')[0].split("errornote")[-1] for text in texts}
    assert len(pages) == 1


def test_an_account_that_is_missing_costs_one_hash_as_one_that_exists(sales, monkeypatch):
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, *given: hashed.append("hash") or encode(self, *given),
    )
    counts = []

    for username in ("sales", "nobody"):
        hashed.clear()
        sign_in(username=username, password="falsch-falsch")
        counts.append(len(hashed))

    assert counts == [1, 1]


def test_what_was_typed_into_the_wrong_field_is_not_written_down(sales):
    sign_in(username="mein-geheimes-passwort", password="x")

    event = AuditEvent.objects.get(verb="sign-in refused")
    assert (event.object_type, event.object_id, event.changes) == ("user", "", {})
    assert not Attempt.objects.filter(key__contains="geheim").exists()


def test_signing_in_and_out_is_written_down(sales):
    client = Client()

    sign_in(client)
    left = client.post("/admin/logout/")

    assert left["Clear-Site-Data"] == '"cache"'
    events = AuditEvent.objects.order_by("pk").values_list("actor", "verb", "object_id")
    assert list(events) == [
        ("staff:sales", "sign in", str(sales.pk)),
        ("staff:sales", "sign out", str(sales.pk)),
    ]


def test_a_page_that_is_refused_to_staff_is_written_down_once_an_hour(sales):
    client = Client()
    client.force_login(sales)

    for _n in range(3):
        assert client.get(reverse("admin:auth_user_changelist")).status_code == 403

    event = AuditEvent.objects.get(verb="refused")
    assert (event.actor, event.changes) == ("staff:sales", {"page": "auth_user_changelist"})


# The second factor


def test_who_has_a_second_factor_needs_it(sales):
    with_factor(sales)

    assert sign_in().status_code == 200
    client = Client()
    assert sign_in(client, code=current_code(sales)).status_code == 302
    assert is_in(client)


def test_a_code_is_taken_once(sales):
    with_factor(sales)
    code = current_code(sales)

    assert sign_in(code=code).status_code == 302
    assert sign_in(code=code).status_code == 200


def test_an_old_code_is_refused(sales):
    with_factor(sales)

    assert sign_in(code=current_code(sales, drift=-5)).status_code == 200


def test_wrong_codes_make_the_right_one_wait(sales):
    with_factor(sales)

    for _n in range(6):
        sign_in(code="000000")

    assert sign_in(code=current_code(sales)).status_code == 200


def test_a_recovery_code_is_taken_once(sales):
    codes = with_factor(sales)

    assert sign_in(code=codes[0].lower()).status_code == 302
    assert sign_in(code=codes[0]).status_code == 200
    assert second_factor.recovery_codes_left(sales) == 9


def test_recovery_codes_are_not_stored_as_they_are(sales):
    codes = with_factor(sales)
    device = sales.staticdevice_set.get()

    stored = set(device.token_set.values_list("token", flat=True))

    assert len(stored) == 10
    assert not stored & {code.replace("-", "") for code in codes}
    assert sign_in(code=stored.pop()).status_code == 200


def test_where_it_is_demanded_nothing_opens_before_it_is_set_up(sales, settings):
    settings.STAFF_TOTP = True
    client = Client()

    page = sign_in(client)
    closed = client.get("/admin/enrollment/enrollment/")
    led = client.get(closed.url)
    shown = Tab(client, led.url)
    signed = shown["key"]
    shown["typed"] = code_in(signed)
    codes = client.post("/admin/account/factor/", shown.values)

    assert "设置手机验证器" in page.text
    assert (closed.status_code, led.status_code) == (302, 302)
    assert codes.text.count("<li><code>") == 10
    assert client.get("/admin/enrollment/enrollment/").status_code == 200
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["sign in", "set up factor"]


def code_in(signed: str) -> str:
    from django.core import signing

    from enrollment.views.sign_in.own_account import SALT

    _owner, key = signing.loads(signed, salt=SALT)
    return f"{totp(bytes.fromhex(key)):06d}"


def test_a_wrong_code_sets_nothing_up_and_keeps_the_key(sales):
    client = Client()
    sign_in(client)
    tab = Tab(client, "/admin/account/factor/")
    before = tab["key"]
    tab["typed"] = "000000"

    answer = tab.send()

    assert answer.status_code == 422
    assert tab["key"] == before
    assert not second_factor.is_set_up(sales)


def test_a_key_shown_to_somebody_else_is_not_taken(sales):
    other = Client()
    other.force_login(staff("editor"))
    foreign = Tab(other, "/admin/account/factor/")["key"]
    client = Client()
    sign_in(client)

    client.post("/admin/account/factor/", {"key": foreign, "typed": code_in(foreign)})

    assert not second_factor.is_set_up(sales)


def test_what_was_posted_is_kept_through_the_setting_up(settings):
    """The sign-in expired, and meanwhile a second factor became due."""
    editor = staff("editor")
    editor.set_password(PASSWORD)
    editor.save()
    client, course = Client(enforce_csrf_checks=True), CourseFactory(audience="")
    client.force_login(editor)
    tab = Tab(client, reverse("admin:catalog_course_change", args=[course.pk]))
    tab["audience"] = "新任网点主任"
    client.cookies.pop("sessionid")
    settings.STAFF_TOTP = True

    signing_in = Tab(client, tab.address, tab.send())
    signing_in["username"], signing_in["password"] = "editor", PASSWORD
    signing_in.send()
    signing_in["typed"] = code_in(signing_in["key"])
    signing_in.send()
    signing_in.send()

    assert signing_in["audience"] == "新任网点主任"
    assert signing_in.send().status_code == 302
    course.refresh_from_db()
    assert course.audience == "新任网点主任"


def test_what_was_posted_is_kept_through_a_sign_in_with_a_code():
    editor = staff("editor")
    editor.set_password(PASSWORD)
    editor.save()
    client, course = Client(), CourseFactory(audience="")
    client.force_login(editor)
    tab = Tab(client, reverse("admin:catalog_course_change", args=[course.pk]))
    tab["audience"] = "新任网点主任"
    client.cookies.pop("sessionid")
    with_factor(editor)

    signing_in = Tab(client, tab.address, tab.send())
    signing_in["username"], signing_in["password"] = "editor", PASSWORD
    signing_in.send()
    signing_in["password"], signing_in["code"] = PASSWORD, current_code(editor)
    signing_in.send()
    signing_in.send()

    assert signing_in["audience"] == "新任网点主任"


# How long it lasts


def test_a_sign_in_ends_after_three_hours_without_use(sales, time_machine_at):
    client = Client()
    client.force_login(sales)
    began = timezone.now()

    with time_machine_at(began + timedelta(hours=2, minutes=50)):
        used = is_in(client)
    with time_machine_at(began + timedelta(hours=5, minutes=40)):
        used_again = is_in(client)
    with time_machine_at(began + timedelta(hours=8, minutes=50)):
        unused = is_in(client)

    assert (used, used_again, unused) == (True, True, False)


def test_a_sign_in_ends_after_twelve_hours_however_busy(sales, time_machine_at):
    client = Client()
    client.force_login(sales)
    began, seen = timezone.now(), []

    for hour in (2, 4, 6, 8, 10, 11.9, 12.1):
        with time_machine_at(began + timedelta(hours=hour)):
            seen.append(is_in(client))

    assert seen == [True] * 6 + [False]


def test_what_was_posted_after_twelve_hours_is_kept(sales, time_machine_at):
    client, course = Client(), CourseFactory()
    client.force_login(staff("editor"))
    tab = Tab(client, reverse("admin:catalog_course_change", args=[course.pk]))
    tab["audience"] = "新任网点主任"
    Session.objects.update(expire_date=timezone.now() + timedelta(days=1))

    with time_machine_at(timezone.now() + timedelta(hours=13)):
        answer = tab.send()

    assert answer.status_code == 403
    assert "新任网点主任" in answer.text


@pytest.mark.parametrize("what", ["logout", "password", "disabled", "factor"])
def test_an_old_cookie_is_dead_at_once(sales, what):
    mine, other = Client(), Client()
    for client in (mine, other):
        sign_in(client)
    if what == "logout":
        cookie = other.cookies["sessionid"].value
        other.post("/admin/logout/")
        other.cookies["sessionid"] = cookie
    elif what == "password":
        sales.set_password("ein-ganz-anderes-77")
        sales.save()
    elif what == "disabled":
        User.objects.update(is_active=False)
    else:
        tab = Tab(mine, "/admin/account/factor/")
        tab["typed"] = code_in(tab["key"])
        tab.send()

    assert not is_in(other)
    assert is_in(mine) == (what in ("logout", "factor"))


def test_signing_in_changes_the_session_key(sales):
    """Somebody may have put a session of theirs into the browser before."""
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    planted = client.cookies["sessionid"].value

    sign_in(client)

    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_staff_see_their_sign_ins_and_end_the_others(sales):
    mine = Client(HTTP_USER_AGENT="Firefox auf dem Rechner")
    other = Client(HTTP_USER_AGENT="Telefon")
    stranger = Client(HTTP_USER_AGENT="von jemand anderem")
    stranger.force_login(staff("editor"))
    for client in (mine, other):
        sign_in(client)

    page = mine.get("/admin/account/").text
    mine.post("/admin/account/", {"end": "others"})

    assert "Firefox auf dem Rechner" in page
    assert "Telefon" in page
    assert "von jemand anderem" not in page
    assert (is_in(mine), is_in(other), is_in(stranger)) == (True, False, True)
    assert AuditEvent.objects.get(verb="end sign-ins").changes == {"ended": 1}


def test_the_sign_in_of_somebody_else_cannot_be_ended(sales):
    from enrollment.domain import staff_sessions

    mine, other = Client(), Client()
    other.force_login(staff("editor"))
    sign_in(mine)
    foreign = staff_sessions.name_of(other.session.session_key)

    mine.post("/admin/account/", {"end": foreign})

    assert is_in(other)


# The password once more


def long_ago(client) -> None:
    session = client.session
    session["confirmed_at"] = time.time() - 3600
    session.save()


def test_an_export_asks_for_the_password_once_more_and_then_comes(sales):
    client = Client()
    client.force_login(sales)
    long_ago(client)
    address = reverse("admin:enrollment_enrollment_export")

    tab = Tab(client, address, client.post(address, {"form": "csv", "reason": "核对名单"}))
    exported_before = AuditEvent.objects.filter(verb="export").count()
    tab["password"] = "falsch"
    wrong = tab.send()
    tab["password"] = PASSWORD
    tab.send()
    answer = client.post(tab.form.action, tab.values)

    assert (wrong.status_code, exported_before) == (403, 0)
    assert answer["Content-Type"].startswith("text/csv")


def test_a_role_is_not_changed_at_an_open_screen():
    manager, editor = staff("manager"), staff("editor")
    client = Client()
    client.force_login(manager)
    tab = Tab(client, reverse("admin:auth_user_change", args=[editor.pk]))
    tab["first_name"] = "小宁"
    long_ago(client)

    answer = tab.send()

    editor.refresh_from_db()
    assert answer.status_code == 403
    assert editor.first_name == ""
    assert "请再输入一次密码" in answer.text


def test_the_password_cannot_be_guessed_at_an_open_screen(sales):
    client = Client()
    client.force_login(sales)
    long_ago(client)

    answers = [
        client.post("/admin/account/confirm/", {"password": f"falsch{n}"}).status_code
        for n in range(30)
    ]

    assert answers == [403] * 10 + [429] * 20


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/admin/", "/"]
)
def test_after_the_password_nobody_is_led_elsewhere(sales, target):
    client = Client()
    client.force_login(sales)

    answer = client.post("/admin/account/confirm/", {"password": PASSWORD, "next": target})

    assert answer.url == "/admin/"
