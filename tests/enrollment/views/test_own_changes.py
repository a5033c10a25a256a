"""The own page: digits before changes, colleagues, contact, a longer hold, another link."""

from itertools import cycle

import pytest
from django.test import Client
from django.urls import reverse

from enrollment import actions
from enrollment.messaging import delivery
from enrollment.models import AuditEvent, Enrollment
from tests.enrollment.own import text, unlocked, url
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled
from tests.office import client_of
from tests.size import size

pytestmark = pytest.mark.usefixtures("sound")
RIGHT, WRONG = {"digits": "0001"}, {"digits": "9999"}
DETAILS = {
    "contact_name": "白一凡",
    "contact_phone": "13900000002",
    "contact_email": "bai@example.com",
    "company": "云岭示例银行",
}
MANY = size(4, 100)  # parties, each against each
CHANGES = {
    "my_cancel": {},
    "my_reduce": {"seats": "1"},
    "my_add": {"seats": "3"},
    "my_contact": DETAILS,
    "my_longer": {},
    "my_link": {},
}


@pytest.fixture(autouse=True)
def the_first_of_december(time_machine):
    time_machine.move_to(NOW, tick=False)


def held_party():
    return enrolled(SessionFactory(capacity=10), 2, hold_days=3)


def facts(party):
    return Enrollment.objects.values().get(pk=party.pk)


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("digits", [{}, WRONG])
def test_a_link_alone_changes_nothing(client, name, digits):
    party = held_party()
    before = facts(party)

    answer = client.post(url(party, name), CHANGES[name] | digits)

    assert answer.status_code == 422
    assert "后四位不对" in text(answer)
    assert facts(party) == before
    assert all(value in answer.content.decode() for value in CHANGES[name].values())


def test_what_opens_one_page_opens_and_changes_no_other(settings):
    settings.LIMITS = False  # so that many can enroll
    session = SessionFactory(capacity=2 * MANY)
    parties = [
        enrolled(session, 2, contact_phone=f"1390000{n:04d}", contact_name=f"安小{chr(0x4E00 + n)}")
        for n in range(1, MANY + 1)
    ]
    before, verbs, opened = [facts(party) for party in parties], cycle(CHANGES), []

    for party in parties:
        browser = Client(REMOTE_ADDR=f"198.51.100.{party.number}")
        unlocked(browser, party, party.contact_phone[-4:])
        browser.cookies["own-zh-hans"] = browser.cookies["own-zh-hans"].value  # sent everywhere
        for other in parties:
            page = browser.get(url(other))
            verb = next(verbs)
            if (
                other is not party
                and browser.post(url(other, verb), CHANGES[verb]).status_code != 422
            ):
                opened.append((party.number, other.number, verb))
            if (other.contact_name in page.text) != (other is party):
                opened.append((party.number, other.number, "seen"))

    assert opened == []
    assert [facts(party) for party in parties] == before


@pytest.mark.parametrize("name", CHANGES)
def test_with_the_digits_it_is_done_and_the_browser_knows_them(client, name):
    party = held_party()
    before = facts(party)

    answer = client.post(url(party, name), CHANGES[name] | RIGHT)

    assert (answer.status_code, facts(party) == before) == (303, False)
    assert 'id="digits"' not in client.get(answer["Location"]).content.decode()


def test_moving_asks_for_the_digits_too(client):
    party = held_party()
    other = SessionFactory(course=party.session.course)

    wrong = client.post(url(party, "my_move"), {"to": other.public_id} | WRONG)
    right = client.post(url(party, "my_move"), {"to": other.public_id} | RIGHT)

    assert (wrong.status_code, right.status_code) == (422, 303)


@pytest.mark.parametrize("answer", [{"decline": "1"}, {"accept": "1", "seats": "1"}])
def test_giving_up_offered_seats_asks_for_the_digits(client, answer):
    session = TermsFactory(session__capacity=3, offers_first=True).session
    first, party = enrolled(session, 3), enrolled(session, 2)
    actions.cancel(first, now=NOW)

    refused = client.post(url(party, "my_offer"), answer)

    party.refresh_from_db()
    assert (refused.status_code, party.state) == (422, "offered")
    assert client.post(url(party, "my_offer"), answer | RIGHT).status_code == 303


def test_wrong_digits_slow_that_browser_and_not_the_owners_other_device():
    party = held_party()
    stranger = Client(HTTP_USER_AGENT="stranger")
    owner = Client(HTTP_USER_AGENT="owner")

    statuses = [stranger.post(url(party, "my_cancel"), WRONG).status_code for _ in range(7)]

    assert statuses == [422] * 5 + [429] * 2
    assert stranger.post(url(party, "my_cancel"), RIGHT).status_code == 429
    assert owner.post(url(party, "my_unlock"), RIGHT).status_code == 303


def test_one_browser_that_goes_on_and_on_locks_out_nobody_else():
    party = held_party()
    stranger = Client(HTTP_USER_AGENT="stranger", REMOTE_ADDR="192.0.2.1")
    beside = Client(HTTP_USER_AGENT="owner", REMOTE_ADDR="192.0.2.1")
    elsewhere = Client(HTTP_USER_AGENT="owner", REMOTE_ADDR="192.0.2.2")

    for _time in range(65):
        stranger.post(url(party, "my_cancel"), WRONG)

    assert stranger.post(url(party, "my_unlock"), RIGHT).status_code == 429
    assert beside.post(url(party, "my_unlock"), RIGHT).status_code == 303
    assert elsewhere.post(url(party, "my_unlock"), RIGHT).status_code == 303


def test_another_name_of_the_same_browser_does_not_help_for_long():
    party = held_party()
    clients = [Client(HTTP_USER_AGENT=f"guess {n}") for n in range(20)]

    statuses = [one.post(url(party, "my_cancel"), WRONG).status_code for one in clients]

    assert statuses == [422] * 15 + [429] * 5


def test_corrected_details_are_told_to_the_old_address_alone(client, mailoutbox):
    party = held_party()
    delivery.send_due(now=NOW)
    mailoutbox.clear()

    client.post(url(party, "my_contact"), DETAILS | RIGHT)
    delivery.send_due(now=NOW)

    party.refresh_from_db()
    (letter,) = mailoutbox
    assert (party.contact_phone, party.contact_email) == ("13900000002", "bai@example.com")
    assert letter.to == ["an@example.com"]
    assert "bai@example.com" not in letter.body and "/my/" not in letter.body
    assert party.messages.exclude(recipient="").count() == 0
    assert AuditEvent.objects.get(verb="correct contact").changes == {
        "corrected": ["contact_email", "contact_name", "contact_phone"]
    }


def test_details_are_shown_only_to_who_knows_the_number(client):
    party = held_party()

    locked = client.get(url(party, "my_contact")).content.decode()
    known = unlocked(client, party).get(url(party, "my_contact")).content.decode()

    assert "an@example.com" not in locked
    assert "an@example.com" in known


def test_a_renewed_link_works_and_the_old_one_is_dead(client, mailoutbox):
    party = held_party()
    old = url(party)

    answer = client.post(url(party, "my_link"), RIGHT)
    party.refresh_from_db()
    delivery.send_due(now=NOW)

    assert client.get(old).status_code == 404
    assert answer["Location"] == url(party) + "?done=link"
    assert "旧的已经失效" in text(client.get(answer["Location"]))
    assert url(party) in mailoutbox[-1].body and old not in mailoutbox[-1].body


def test_a_renewed_link_goes_along_to_another_session(client):
    party = actions.renew_link(held_party(), now=NOW)
    address = url(party)

    actions.move(party, to=SessionFactory(course=party.session.course, city__name="成都"), now=NOW)

    assert "成都" in text(client.get(address))


def test_a_longer_hold_is_asked_for_and_stands_on_the_dashboard(client):
    party = held_party()

    client.post(url(party, "my_longer"), RIGHT)

    page = text(client.get(url(party)))
    dashboard = client_of("sales").get(reverse("admin:index")).content.decode()
    assert "请求延长占位" in page
    assert "请求延长占位" in dashboard and party.code in dashboard
    party.refresh_from_db()
    until = party.session.closing
    party = actions.extend_hold(party, until=until, reason="审批", now=NOW, actor="staff:lin")
    assert party.longer_asked_at is None


def test_no_more_colleagues_than_seats(client):
    session = SessionFactory(capacity=3)
    party = enrolled(session, 2)
    enrolled(session, 1)

    page = text(client.get(url(party, "my_add")))
    answer = client.post(url(party, "my_add"), {"seats": "3"} | RIGHT)

    assert "现在没有空位可以增加" in page
    assert answer.status_code == 409


def test_what_happens_next_stands_on_the_first_screen(client):
    session = SessionFactory(minimum=12, course__price=2900)
    TermsFactory(session=session, names_days=3)
    party = enrolled(session, 2)

    page = text(client.get(url(party)))
    actions.confirm_session(session, now=NOW, actor="staff:lin")
    later = text(client.get(url(party)))

    assert "满 12 人确认开班，现在还没有确认" in page
    assert "还有 2 位学员没有填写姓名，请在 2027年1月9日前（含当天）填好。" in page
    assert "费用 ¥5,800：网上不收款，付款方式和发票由我们的同事在开课前与您确认。" in page
    assert "满 12 人确认开班" not in later
    assert "如期开课" in later


@pytest.mark.parametrize(
    ("email", "said"), [("", "确认后写在本页"), ("an@example.com", "确认后写信告诉您")]
)
def test_nothing_promises_a_letter_to_who_gave_no_address(client, email, said):
    party = enrolled(SessionFactory(minimum=12), 2, contact_email=email, hold_days=3)
    Enrollment.objects.filter(pk=party.pk).update(contact_proof="confirm")

    page = text(client.get(url(party)))
    refused = text(client.post(url(party, "my_hold")))

    assert f"现在还没有确认；{said}" in page
    assert ("我们寄到您邮箱的信" in refused) == bool(email)
    assert ("写信" in page.partition("我们不会写信来")[0]) == bool(email)


def test_a_move_says_the_new_price_and_the_difference_first(client):
    party = enrolled(SessionFactory(course__price=2900), 2)
    dearer = SessionFactory(course=party.session.course, price=3333)
    cheaper = SessionFactory(course=party.session.course, price=2000)

    page = text(client.get(url(party, "my_move")))

    assert "现在的费用是 ¥5,800（每人 ¥2,900）" in page
    assert "共 ¥6,666，比现在多 ¥866" in page
    assert "共 ¥4,000，比现在少 ¥1,800" in page
    shown = {f"price-{one.public_id}": f"{one.price}.00" for one in (dearer, cheaper)}
    client.post(url(party, "my_move"), {"to": dearer.public_id} | shown | RIGHT)
    moved = Enrollment.objects.get(session=dearer)
    assert moved.unit_price == 3333
    assert AuditEvent.objects.get(verb="move in").changes["unit_price"] == ["¥2,900", "¥3,333"]


def test_a_price_that_moved_under_the_open_page_moves_nobody(client):
    party = enrolled(SessionFactory(course__price=2900), 2)
    other = SessionFactory(course=party.session.course, price=3000)
    form = {"to": other.public_id, f"price-{other.public_id}": "3000.00"} | RIGHT
    type(other).objects.filter(pk=other.pk).update(price=3333)

    answer = client.post(url(party, "my_move"), form)

    party.refresh_from_db()
    assert (answer.status_code, party.state) == (409, "confirmed")
    assert "从 ¥3,000 变为 ¥3,333，还没有改班次" in text(answer)
