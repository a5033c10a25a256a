"""Staff write letters: texts with placeholders, versions, previews, one letter to a class."""

from urllib.parse import urlencode

import pytest
from django.core import mail
from django.urls import reverse

from enrollment import actions
from enrollment.actions import writing_letters
from enrollment.admin import bulk_actions
from enrollment.domain import letter_texts, links
from enrollment.domain.refusals import NotPossible
from enrollment.messaging import delivery
from enrollment.models import AuditEvent, GroupLetter, LetterText, OutboxMessage
from tests.contest import at_once
from tests.enrollment.classes.ground import class_of
from tests.factories import NOW, SessionFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db
CONFIRMED = reverse("admin:enrollment_lettertext_edit", args=["confirmed", "zh-hans"])
TEXT = {"subject": "{课程}：您的座位", "body": "{联系人}您好，{seats} 个座位已留好。\n{链接}"}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def test_a_text_of_staff_takes_the_place_of_the_original():
    client_of("editor").post(CONFIRMED, {**TEXT, "save": ""})
    party = enrolled(SessionFactory(course__title="厅堂流程"), 2)

    delivery.send_due(now=NOW)

    letter = mail.outbox[0]
    assert letter.subject == "厅堂流程：您的座位"
    assert letter.body == f"安小宁您好，2 个座位已留好。\n{links.my_url(party)}\n"


def test_what_is_filled_in_is_not_read_again():
    client_of("editor").post(CONFIRMED, {**TEXT, "save": ""})
    enrolled(SessionFactory(course__title="{链接}{% now 'Y' %}"))

    delivery.send_due(now=NOW)

    assert mail.outbox[0].subject == "{链接}{% now 'Y' %}：您的座位"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{身份证} {链接}", "不能用“{身份证}”"),
        ("{缺席的学员} {链接}", "不能用“{缺席的学员}”"),
        ("{链接", "大括号要成对"),
        ("您好", "正文里要有 {链接} 或 {要点}"),
    ],
)
def test_a_wrong_placeholder_is_named_and_nothing_saved(body, sentence):
    page = client_of("editor").post(CONFIRMED, {"subject": "您好", "body": body, "save": ""})

    assert page.status_code == 400
    assert sentence in page.content.decode()
    assert body in page.content.decode()
    assert not LetterText.objects.exists()


def test_versions_are_kept_and_the_original_comes_back():
    client = client_of("editor")
    client.post(CONFIRMED, {**TEXT, "save": ""})
    client.post(CONFIRMED, {**TEXT, "subject": "又一版", "save": ""})
    client.post(CONFIRMED, {"original": ""})
    enrolled(SessionFactory())

    delivery.send_due(now=NOW)
    older = client.get(CONFIRMED, {"version": 1}).content.decode()

    assert mail.outbox[0].subject.startswith("报名已确认")
    assert "{课程}：您的座位" in older
    assert [text.number for text in LetterText.objects.order_by("number")] == [1, 2, 3]
    assert AuditEvent.objects.filter(verb="change letter").count() == 3


def test_the_old_address_of_a_contact_never_gets_a_link():
    with pytest.raises(letter_texts.TextRefused):
        letter_texts.check("contact_changed", "您好", "{链接}")


def test_the_preview_shows_a_real_party_without_its_link():
    party = enrolled(SessionFactory(course__title="厅堂流程"), 2)

    page = client_of("editor").post(CONFIRMED, {**TEXT, "preview": ""}).content.decode()

    assert f"预览：{party.code} 收到的信" in page
    assert "安小宁您好，2 个座位已留好。" in page
    assert links.token_for(party) not in page
    assert not LetterText.objects.exists()


@pytest.mark.parametrize("kind", letter_texts.EDITABLE)
def test_every_kind_has_a_page_in_both_languages(kind):
    enrolled(SessionFactory())
    client = client_of("editor")

    for language in letter_texts.LANGUAGES:
        page = client.get(reverse("admin:enrollment_lettertext_edit", args=[kind, language]))

        assert page.status_code == 200


def letter_page(session) -> str:
    return reverse("admin:catalog_session_letter", args=[session.pk])


def written(session, parties, **values) -> dict:
    texts = {"subject": "{课程}改在三楼", "body": "{联系人}您好：改在三楼。", "key": "one"}
    return {**texts, "parties": [party.pk for party in parties], **values}


def test_a_letter_to_some_of_a_class_is_previewed_then_sent_once():
    session, _people = class_of("安小宁", course__title="厅堂流程")
    first = session.enrollments.get()
    enrolled(session, contact_phone="13900000002", contact_email="b@example.com")
    delivery.send_due(now=NOW)
    mail.outbox.clear()
    client = client_of("sales")

    preview = client.post(letter_page(session), written(session, [first])).content.decode()
    assert "安小宁您好：改在三楼。" in preview
    assert not GroupLetter.objects.exists()
    for _time in range(2):
        client.post(letter_page(session), written(session, [first], send=""))
    delivery.send_due(now=NOW)

    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["an@example.com"], "厅堂流程改在三楼")
    ]
    hub = client.get(reverse("admin:catalog_session_class", args=[session.pk])).content.decode()
    assert "已寄 1 · 待寄 0 · 未寄 0" in hub


def test_each_party_reads_it_in_its_language():
    session, _people = class_of("安小宁")
    session.enrollments.update(language="en")
    english = {"subject_en": "{course}: room", "body_en": "Third floor."}
    letter = written(session, session.enrollments.all(), send="", **english)

    client_of("sales").post(letter_page(session), letter)
    delivery.send_due(now=NOW)

    assert mail.outbox[-1].body == "Third floor.\n"


def test_who_left_before_it_went_out_does_not_get_it():
    session, _people = class_of("安小宁")
    party = session.enrollments.get()
    client_of("sales").post(letter_page(session), written(session, [party], send=""))
    actions.cancel(party, now=NOW)

    delivery.send_due(now=NOW)

    assert OutboxMessage.objects.get(kind="group").state == "dropped"


def test_parties_of_another_session_are_not_written_to():
    session, _people = class_of("安小宁")
    other = enrolled(SessionFactory())

    answer = client_of("sales").post(letter_page(session), written(session, [other], send=""))

    assert answer.status_code == 400
    assert not OutboxMessage.objects.filter(kind="group").exists()
    assert writing_letters.addressed(session).count() == 1


def test_a_form_that_was_sent_says_so_before_it_sends_other_words():
    session, _people = class_of("安小宁")
    first = session.enrollments.get()
    second = enrolled(session, contact_phone="13900000002", contact_email="b@example.com")
    client, page = client_of("sales"), letter_page(session)
    client.post(page, written(session, [first], send=""))

    changed = client.post(page, written(session, [first], send="", body="改在四楼。"))
    to_more = client.post(page, written(session, [first, second], send=""))
    letters = GroupLetter.objects.count()
    anew = to_more.context["form"]
    client.post(page, written(session, [second], send="", key=anew["key"].value()))
    key = changed.context["form"]["key"].value()
    client.post(page, written(session, [first], send="", body="改在四楼。", key=key))

    for answer in (changed, to_more):
        assert answer.status_code == 409
        assert "这封信刚才已经寄" in answer.text
    assert "改在四楼。" in changed.text
    assert "寄给 1 方" in to_more.text and anew["parties"].value() == [str(second.pk)]
    assert (letters, GroupLetter.objects.count()) == (1, 3)
    assert [party.messages.filter(kind="group").count() for party in (first, second)] == [2, 1]


def test_a_letter_that_reaches_nobody_is_not_kept_and_may_be_sent_to_others_after_all():
    session, _people = class_of("安小宁")
    party = session.enrollments.get()
    said = {"key": "k", "now": NOW, "actor": "staff:lin"}
    texts = {"subject": "改教室", "body": "在三楼。{链接}", "subject_en": "", "body_en": ""}

    with pytest.raises(NotPossible):
        writing_letters.write_to_group(session, parties=[0], texts=texts, **said)
    kept = GroupLetter.objects.count()
    writing_letters.write_to_group(session, parties=[party.pk], texts=texts, **said)

    assert kept == 0
    assert OutboxMessage.objects.filter(kind="group").count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_button_of_a_letter_pressed_six_times_at_once_sends_one_letter():
    session, _people = class_of("安小宁")
    party = session.enrollments.get()
    texts = {"subject": "改教室", "body": "在三楼。{链接}", "subject_en": "", "body_en": ""}

    def press() -> int:
        return writing_letters.write_to_group(
            session, parties=[party.pk], key="k", texts=texts, now=NOW, actor="staff:lin"
        ).pk

    letters = at_once(*[press] * 6)  # nobody is told that it went out with other words

    assert set(letters) == {GroupLetter.objects.get().pk}
    assert OutboxMessage.objects.filter(kind="group").count() == 1


@pytest.mark.parametrize("broken", ["OutboxMessage.objects.bulk_create", "audit.record"])
def test_a_letter_that_breaks_off_is_queued_to_nobody(monkeypatch, broken):
    session, _people = class_of("安小宁")
    party = session.enrollments.get()
    texts = {"subject": "改教室", "body": "在三楼。{链接}", "subject_en": "", "body_en": ""}
    monkeypatch.setattr(f"enrollment.actions.writing_letters.{broken}", lambda *_a, **_b: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        writing_letters.write_to_group(
            session, parties=[party.pk], key="k", texts=texts, now=NOW, actor="staff:lin"
        )

    assert not GroupLetter.objects.exists()
    assert not OutboxMessage.objects.filter(kind="group").exists()


def test_parties_chosen_in_the_list_are_ticked_on_the_letter_of_their_session():
    session, _people = class_of("安小宁")
    first = session.enrollments.get()
    enrolled(session, contact_phone="13900000002", contact_email="b@example.com")
    elsewhere = enrolled(SessionFactory())
    client, listed = client_of("sales"), reverse("admin:enrollment_enrollment_changelist")

    def write_to(*parties):
        chosen = [party.pk for party in parties]
        sent = {"action": "write_many", "_selected_action": chosen}
        return client.post(listed, sent, follow=True)

    one, two = write_to(first), write_to(first, elsewhere)

    assert one.context["form"]["parties"].value() == [first.pk]
    assert "请按班次筛选后再选" in two.text
    assert len(client.get(letter_page(session)).context["form"]["parties"].value()) == 2


def chosen_to_write_to(client, *parties):
    """The answer to 写信… for these parties in the list."""
    listed = reverse("admin:enrollment_enrollment_changelist")
    sent = {"action": "write_many", "_selected_action": [party.pk for party in parties]}
    return client.post(listed, sent, follow=True)


def others(session, count: int, **values) -> list:
    return [
        enrolled(session, contact_phone=f"139000010{n:02d}", **values)
        for n in range(10, 10 + count)
    ]


def test_chosen_parties_that_no_letter_reaches_are_counted():
    session, _people = class_of("安小宁")
    first = session.enrollments.get()
    silent, gone = others(session, 2)
    type(silent).objects.filter(pk=silent.pk).update(contact_email="")
    actions.cancel(gone, now=NOW)

    client = client_of("sales")
    some = chosen_to_write_to(client, first, silent, gone)
    nobody = chosen_to_write_to(client, silent)

    assert some.context["form"]["parties"].value() == [first.pk]
    assert "选中的有 2 份收不到信" in some.text
    assert "选中的有 1 份收不到信" in nobody.text
    assert nobody.request["PATH_INFO"] == reverse("admin:enrollment_enrollment_changelist")


def test_a_whole_class_is_not_named_in_the_address_and_too_many_of_it_are_refused(monkeypatch):
    session, _people = class_of("安小宁")
    first, (second, third) = session.enrollments.get(), others(session, 2)
    monkeypatch.setattr(bulk_actions, "MOST_NAMED", 1)

    client = client_of("sales")
    everybody = chosen_to_write_to(client, first, second, third)
    too_many = chosen_to_write_to(client, first, second)

    assert everybody.redirect_chain == [(letter_page(session), 302)]
    assert "一封信最多选 1 份" in too_many.text
    assert "请按班次筛选后再选" not in too_many.text


def test_as_many_as_may_be_chosen_fit_in_what_the_server_reads_of_an_address():
    named = urlencode({"party": [10**9] * bulk_actions.MOST_NAMED}, doseq=True)

    assert len(f"GET /en{reverse('admin:catalog_session_letter', args=[10**9])}?{named} ") < 4000


GREETING = "{联系人}：{课程}在{城市}"


def test_a_subject_with_placeholders_is_shown_with_its_words():
    session, _people = class_of("安小宁", course__title="厅堂流程", city__name="昆明")
    party = session.enrollments.first()
    texts = {"subject": GREETING, "body": "好。", "subject_en": "", "body_en": ""}
    writing_letters.write_to_group(
        session, parties=[party.pk], key="a", texts=texts, now=NOW, actor="x"
    )
    client = client_of("manager")

    hub = client.get(reverse("admin:catalog_session_class", args=[session.pk])).text
    due = client.get(reverse("admin:enrollment_outboxmessage_changelist")).text

    assert "…：厅堂流程在昆明" in hub
    assert f"{party.contact_name}：厅堂流程在昆明" in due
    assert "{课程}" not in hub + due


def test_a_letter_to_nobody_leaves_nothing_behind():
    texts = {"subject": "好", "body": "好。", "subject_en": "", "body_en": ""}

    with pytest.raises(NotPossible):
        writing_letters.write_to_group(
            SessionFactory(), parties=[], key="a", texts=texts, now=NOW, actor="x"
        )

    assert not GroupLetter.objects.exists()
