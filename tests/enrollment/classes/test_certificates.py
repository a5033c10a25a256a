"""Certificates: only for who attended enough, looked up by number and name, reissued, withdrawn."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from PIL import Image
from pypdfium2 import PdfDocument

from enrollment.actions import certifying
from enrollment.admin.class_settings import judge_seal
from enrollment.documents.certificates import address_of, body_of, certificates_pdf
from enrollment.domain.refusals import NotPossible
from enrollment.domain.standings import standings
from enrollment.models import AuditEvent, Certificate, ClassRules
from tests.damage import png_that_says
from tests.enrollment.classes.ground import AFTER, MORNING, attended, class_of
from tests.office import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def last_afternoon(time_machine):
    time_machine.move_to(AFTER, tick=False)


def issued(*names):
    """A class in which everybody was there and has a certificate."""
    session, people = class_of(*names)
    for person in people:
        attended(session, person, 4)
    certifying.issue(session, now=AFTER, actor="staff:lin")
    return session, people


def look_up(client, number, name):
    return client.post("/certificate/", {"number": number, "name": name})


def text_of(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in PdfDocument(pdf)]


def test_only_who_attended_enough_gets_one():
    session, (an, bai) = class_of("安小宁", "白一凡")
    attended(session, an, 4)
    attended(session, bai, 3)

    new = certifying.issue(session, now=AFTER, actor="staff:lin")

    assert [one.name for one in new] == ["安小宁"]
    assert [(one.percent, one.is_enough) for one in standings(session)] == [
        (100, True),
        (75, False),
    ]


def test_a_course_may_ask_for_less():
    session, (an,) = class_of("安小宁")
    ClassRules.objects.create(course=session.course, needed_percent=75)
    attended(session, an, 3)

    assert len(certifying.issue(session, now=AFTER, actor="staff:lin")) == 1


def test_none_is_issued_before_the_last_day():
    session, _people = class_of("安小宁")

    with pytest.raises(NotPossible):
        certifying.issue(session, now=MORNING, actor="staff:lin")


def test_issuing_twice_gives_everybody_one():
    session, _people = issued("安小宁", "白一凡")

    again = certifying.issue(session, now=AFTER, actor="staff:lin")

    assert again == []
    assert Certificate.objects.count() == 2


def test_number_and_name_together_say_that_it_is_valid(client):
    issued("安小宁")
    number = Certificate.objects.get().number

    right = look_up(client, number.lower(), "安小宁").content.decode()
    other_name = look_up(client, number, "白一凡").content.decode()
    other_number = look_up(client, "2027-22222222", "安小宁").content.decode()

    assert f"证书 {number} 有效：安小宁" in right
    assert "没有找到" in other_name
    assert "没有找到" in other_number
    assert "安小宁" not in client.get(f"/certificate/{number}/").content.decode()


@pytest.mark.parametrize("name", ["jürgen müller", "Jurgen  MULLER"])
@pytest.mark.parametrize("between", ["", " ", "–", "－"])
def test_number_and_name_may_be_typed_otherwise_than_they_are_printed(client, name, between):
    issued("Jürgen Müller")
    number = Certificate.objects.get().number

    page = look_up(client, number.replace("-", between), name).text

    assert f"证书 {number} 有效：Jürgen Müller" in page


def test_guessing_ends_soon(client, settings):
    settings.LIMITS = True
    issued("安小宁")
    number = Certificate.objects.get().number

    statuses = [look_up(client, number, f"白一{n}").status_code for n in "一二三四五六七"]

    assert statuses == [200] * 5 + [429] * 2


def test_a_withdrawn_one_says_so(client):
    session, _people = issued("安小宁")
    number = Certificate.objects.get().number
    sent = {"do": "withdraw", "number": number, "reason": "补考没有通过"}

    client_of("editor").post(reverse("admin:catalog_session_certificates", args=[session.pk]), sent)

    assert "已作废" in look_up(client, number, "安小宁").content.decode()
    assert AuditEvent.objects.get(verb="withdraw certificate").changes == {"reason": "补考没有通过"}


def test_a_corrected_name_is_printed_on_a_new_one_and_the_old_is_withdrawn(client):
    session, (person,) = issued("安小宁")
    old = Certificate.objects.get()
    sent = {"do": "correct", "participant": person.pk, "name": "安晓宁"}

    client_of("editor").post(reverse("admin:catalog_session_certificates", args=[session.pk]), sent)

    new = Certificate.objects.valid().get()
    old.refresh_from_db()
    assert (new.name, old.is_valid, old.replaced_by) == ("安晓宁", False, new)
    assert "已经换发" in look_up(client, old.number, "安小宁").content.decode()
    assert "有效" in look_up(client, new.number, "安晓宁").content.decode()
    assert "安晓宁" not in str(list(AuditEvent.objects.values()))


def test_one_that_was_withdrawn_is_not_issued_again_with_everybodys(client):
    session, (an, _bai) = issued("安小宁", "白一凡")
    page = reverse("admin:catalog_session_certificates", args=[session.pk])
    number = Certificate.objects.get(participant=an).number
    editor = client_of("editor")
    editor.post(page, {"do": "withdraw", "number": number, "reason": "代签"})

    with_all = certifying.issue(session, now=AFTER, actor="staff:lin")
    shown = editor.get(page).text
    editor.post(page, {"do": "issue", "participant": an.pk})

    assert with_all == []
    assert "位发证书" in shown  # 只给这一位发证书
    assert "达到要求的" not in shown
    assert Certificate.objects.valid().filter(participant=an).count() == 1


def test_what_was_typed_wrongly_stays_in_its_row_with_the_reason():
    session, (an, _bai) = issued("安小宁", "白一凡")
    page = reverse("admin:catalog_session_certificates", args=[session.pk])
    sent = {"do": "correct", "participant": an.pk, "name": "安晓宁 13900001111"}

    answer = client_of("editor").post(page, sent).text

    assert answer.count("<details open>") == 1
    assert answer.count('role="alert"') == answer.count('class="errornote"') == 1
    assert answer.index("<details open>") < answer.index('role="alert"')
    assert 'value="安晓宁 13900001111"' in answer


def test_what_is_wrong_with_somebody_who_left_the_list_is_said_above_it():
    session, _people = issued("安小宁")
    page = reverse("admin:catalog_session_certificates", args=[session.pk])
    sent = {"do": "correct", "participant": 999_999, "name": "安晓宁"}

    answer = client_of("editor").post(page, sent).text

    assert answer.count('role="alert"') == 1
    assert "<details open>" not in answer


def test_a_number_that_nobody_can_have_is_no_certificate_of_the_class():
    session, _people = issued("安小宁")
    page = reverse("admin:catalog_session_certificates", args=[session.pk])
    sent = {"do": "withdraw", "number": "2027-\0AAAAAAA", "reason": "代签"}

    answer = client_of("editor").post(page, sent)

    assert answer.status_code == 400
    assert "不是这个班的" in answer.text


def test_a_name_that_is_the_same_is_said_to_be_unchanged():
    session, (an,) = issued("安小宁")
    page = reverse("admin:catalog_session_certificates", args=[session.pk])
    sent = {"do": "correct", "participant": an.pk, "name": "安小宁"}

    answer = client_of("editor").post(page, sent, follow=True).text

    assert "没有改动" in answer
    assert not AuditEvent.objects.filter(verb="correct participant").exists()


def test_in_english_the_course_has_its_english_title(client):
    session, _people = issued("Ann Lee")
    type(session.course).objects.update(title_en="Lobby Work")
    one = Certificate.objects.select_related("session__course", "session__city").get()

    with override("en"):
        printed = text_of(certificates_pdf(one.session.course, [one]))[0]
    page = client.post("/en/certificate/", {"number": one.number, "name": "Ann Lee"}).text

    assert "Lobby Work" in printed
    assert "Lobby Work" in page


@pytest.mark.parametrize("read_in", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("wording", "printed"),
    [
        ("{姓名}在{城市}学完《{课程}》，共{天数}。", "安小宁在昆明学完《厅堂流程》，共2 天。"),
        (
            "{姓名} completed {课程} in {城市} ({天数}).",
            "安小宁 completed Lobby Work in Kunming (2 days).",
        ),
    ],
)
def test_a_wording_of_ones_own_is_filled_in_its_own_language(wording, printed, read_in):
    session, _people = issued("安小宁")
    type(session.course).objects.update(title_en="Lobby Work")
    type(session.city).objects.update(name="昆明", name_en="Kunming")
    one = Certificate.objects.select_related("session__course", "session__city").get()
    one.course_title = one.session.course.title = "厅堂流程"

    with override(read_in):
        assert body_of(one, ClassRules(wording=wording)) == printed


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "withdraw"},
        {"do": "correct", "name": ""},
        {"do": "correct", "name": "安", "participant": "x"},
    ],
)
def test_what_is_missing_is_said_and_changes_nothing(sent):
    session, _people = issued("安小宁")
    number = Certificate.objects.get().number
    page = reverse("admin:catalog_session_certificates", args=[session.pk])

    answer = client_of("editor").post(page, {"number": number, **sent})

    assert answer.status_code == 400
    assert Certificate.objects.get().is_valid


def test_each_has_a_page_with_name_number_and_the_code_of_its_address():
    session, _people = issued("安小宁", "𠮷田一凡", "阿卜杜热西提·麦麦提依明")
    rows = list(Certificate.objects.order_by("pk"))

    pages = text_of(certificates_pdf(session.course, rows))

    assert len(pages) == 3
    for page, one in zip(pages, rows, strict=True):
        assert one.number in page
        assert one.name in page.replace("\r\n", "")
        assert address_of(one).endswith(f"/certificate/{one.number}/")


def test_the_seal_and_wording_of_the_course_are_printed(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    session, _people = issued("安小宁")
    seal = io.BytesIO()
    Image.new("RGBA", (80, 80), (200, 0, 0, 128)).save(seal, "PNG")
    sent = {
        "course": session.course.pk,
        "needed_percent": 80,
        "layout": "plain",
        "heading": "内训师证书",
        "wording": "{姓名}学员于{日期}学完《{课程}》。",
        "issuer": "示例培训公司",
        "seal": SimpleUploadedFile("seal.png", seal.getvalue(), "image/png"),
    }

    client_of("editor").post("/admin/enrollment/classrules/add/", sent)
    plain = certificates_pdf(
        session.course.__class__.objects.get(), list(Certificate.objects.all())
    )

    words = "".join("".join(text_of(plain)).split())
    assert "安小宁学员于2027年1月12–13日学完" in words
    assert "示例培训公司" in words
    assert len(plain) > 1000
    assert ClassRules.objects.get().seal.name.startswith("seals/")


def test_a_wrong_word_or_picture_is_refused(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    session, _people = class_of("安小宁")
    fake = SimpleUploadedFile("seal.png", b"<svg onload=alert(1)>", "image/png")
    sent = {"course": session.course.pk, "needed_percent": 80, "layout": "framed"}

    page = client_of("editor").post(
        "/admin/enrollment/classrules/add/", {**sent, "wording": "{身份证}", "seal": fake}
    )

    assert "不能用“{身份证}”" in page.content.decode()
    assert "这不是能打开的图片" in page.content.decode()
    assert not ClassRules.objects.exists()


@pytest.mark.parametrize("side", [2_001, 9_000, 50_000])
def test_a_seal_that_claims_too_many_pixels_is_refused_in_words(side):
    with pytest.raises(ValidationError):
        judge_seal(SimpleUploadedFile("seal.png", png_that_says(side)))
