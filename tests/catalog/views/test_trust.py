"""What a customer looks for before paying: terms, the seller, instructors, how to come."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone, translation
from PIL import Image

from catalog.domain.english_outline import save_english
from catalog.models import (
    Client,
    Course,
    Guidance,
    Instructor,
    LinkVisit,
    Picture,
    Question,
    RefundRule,
    Seller,
)
from tests.factories import (
    CourseFactory,
    InstructorFactory,
    OfficeFactory,
    SessionFactory,
    TestimonialFactory,
    UserFactory,
    released,
)
from tests.reading import read

pytestmark = pytest.mark.django_db


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def course(**facts):
    return released(CourseFactory(**facts), "第一模块 开场")


def test_refund_rules_stand_with_the_days_they_mean_for_a_session(client):
    RefundRule.objects.create(days_before=7, percent=80, note="可以换班")
    session = SessionFactory(
        course=course(), starts_on=date(2027, 3, 17), ends_on=date(2027, 3, 18)
    )

    said = page(client, f"/sessions/{session.public_id}/before/")

    assert "2027年3月10日" in said
    assert "80%" in said
    assert "可以换班" in said


def test_what_to_know_before_coming_names_the_way_the_hotel_and_three_maps(client):
    session = SessionFactory(course=course())
    venue = session.city.venues.create(
        name="云水中心",
        latitude="25.0661",
        longitude="102.731",
        station="2 号线",
        hotels="听松 298 元",
    )
    session.venue = venue
    session.save()
    Guidance.objects.create(
        place="coming", name="请带", text="身份证", name_en="Bring", text_en="Your card"
    )

    said = page(client, f"/sessions/{session.public_id}/before/")

    for words in (
        "2 号线",
        "听松 298 元",
        "身份证",
        "uri.amap.com",
        "api.map.baidu.com",
        "map.qq.com",
    ):
        assert words in said
    assert "position=102.731%2C25.0661" in said
    assert "Your card" in page(client, f"/en/sessions/{session.public_id}/before/")


def test_what_is_given_in_english_of_a_venue_is_told_in_english_the_rest_is_marked(client):
    session = SessionFactory(course=course())
    session.venue = session.city.venues.create(
        name="云水中心", station="2 号线", station_en="Metro line 2", hotels="听松 298 元"
    )
    session.save()

    said = page(client, f"/en/sessions/{session.public_id}/before/")

    assert "Metro line 2" in said
    assert "2 号线" not in said
    passage = said[said.rindex("<", 0, said.index("听松 298 元")) - 40 : said.index("听松 298 元")]
    assert 'lang="zh-Hans"' in passage
    assert "2 号线" in page(client, f"/sessions/{session.public_id}/before/")


def test_the_same_is_a_pdf_of_one_page(client):
    import pypdfium2

    session = SessionFactory(course=course(title="厅堂服务"))
    Guidance.objects.create(place="coming", name="请带", text="身份证 #set text(red)")

    response = client.get(f"/sessions/{session.public_id}/before.pdf")

    document = pypdfium2.PdfDocument(response.content)
    text = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    assert "厅堂服务" in text
    assert "#set text(red)" in text


def test_who_sells_and_whom_to_ask_stand_on_one_page(client):
    Seller.objects.create(pk=1, legal_name="某某公司", tax_number="9153", account="0001")
    Question.objects.create(
        question="能先留座吗？", answer="可以。", question_en="Can you wait?", answer_en="Yes."
    )
    Question.objects.create(question="藏起来的", answer="不", is_public=False)
    OfficeFactory(wechat="kaike-su", hours="工作日 9:00–18:00")

    said = page(client, "/buying/")

    for words in ("某某公司", "9153", "0001", "能先留座吗？", "kaike-su", "工作日 9:00–18:00"):
        assert words in said
    assert "藏起来的" not in said
    assert "Can you wait?" in page(client, "/en/buying/")


def test_a_client_is_named_only_with_permission(client):
    Client.objects.create(name="有凭据银行", permitted_on=date(2026, 1, 1))
    Client.objects.create(name="没同意银行")

    said = page(client, "/")

    assert "有凭据银行" in said
    assert "没同意银行" not in said


def test_questions_of_a_course_and_of_its_category_stand_on_its_page(client):
    one, other = course(), course()
    Question.objects.create(question="这门课的", answer="答", course=one)
    Question.objects.create(question="这一类的", answer="答", category=one.category)
    Question.objects.create(question="别的课的", answer="答", course=other)

    said = page(client, one.get_absolute_url())

    assert ("这门课的" in said, "这一类的" in said, "别的课的" in said) == (True, True, False)


def test_voices_in_the_language_of_the_page_come_first(client):
    one = course()
    TestimonialFactory(course=one, text="中文评价", approved=True)
    TestimonialFactory(course=one, text="An English voice", language="en", approved=True)

    chinese, english = (
        page(client, f"/courses/{one.slug}/"),
        page(client, f"/en/courses/{one.slug}/"),
    )

    assert chinese.index("中文评价") < chinese.index("An English voice")
    assert english.index("An English voice") < english.index("中文评价")


def test_an_instructor_has_a_page_with_courses_and_sessions(client):
    teacher = InstructorFactory(name="高以宁", slug="gao-yi-ning", bio="曾在银行工作")
    one = course(title="带教")
    one.instructors.add(teacher)
    SessionFactory(course=one)

    said = page(client, "/instructors/gao-yi-ning/")

    assert all(words in said for words in ("高以宁", "曾在银行工作", "带教"))
    assert "/instructors/gao-yi-ning/" in page(client, one.get_absolute_url())
    assert "高以宁" in page(client, "/instructors/")


def test_an_instructor_made_by_staff_gets_an_address(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    rows = {"absences-TOTAL_FORMS": 0, "absences-INITIAL_FORMS": 0}
    client.post("/admin/catalog/instructor/add/", {"name": "裴思远", **rows})

    assert Instructor.objects.get().slug == "pei-si-yuan"


def test_english_pages_show_english_titles_and_say_what_is_missing(client):
    told = course(title="厅堂服务", title_en="Lobby Service", summary="话", summary_en="Words")
    untold = course(title="客户经理")

    assert "Lobby Service" in page(client, f"/en/courses/{told.slug}/")
    assert "has no English text yet" not in page(client, f"/en/courses/{told.slug}/")
    assert "has no English text yet" in page(client, f"/en/courses/{untold.slug}/")
    assert "没有译文" not in page(client, f"/courses/{untold.slug}/")


def test_the_page_of_a_category_has_its_text_courses_and_months(client):
    one = course(
        title="厅堂服务",
        category__name="大堂经理",
        category__slug="lobby",
        category__text="给大堂经理",
    )
    session = SessionFactory(course=one)

    said = page(client, "/categories/lobby/")

    assert all(words in said for words in ("给大堂经理", "厅堂服务", f"{session.month.month} 月"))


def picture_file(size=(1200, 1600), **options) -> SimpleUploadedFile:
    body = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SECRET CAMERA"
    Image.new("RGB", size, "#0b504c").save(body, "JPEG", exif=exif, **options)
    return SimpleUploadedFile("foto.jpg", body.getvalue(), content_type="image/jpeg")


def test_a_picture_is_cropped_in_three_formats_without_exif(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    one = course()

    client.post(
        "/admin/catalog/picture/add/",
        {"file": picture_file(), "alt": "学员画图", "focus_x": 50, "focus_y": 10, "course": one.pk},
    )

    shown = Picture.objects.get()
    assert (shown.width, shown.height, shown.edition) == (960, 640, 1)
    for ending in ("avif", "webp", "jpg"):
        answer = client.get(f"/pictures/{shown.base}-960.{ending}")
        body = b"".join(answer.streaming_content)
        image = Image.open(BytesIO(body))
        assert (answer.status_code, image.size, len(image.getexif())) == (200, (960, 640), 0)
        assert b"SECRET" not in body
        assert "immutable" in answer["Cache-Control"]
    client.logout()
    said = page(client, one.get_absolute_url())
    assert f"/pictures/{shown.base}-480.jpg" in said
    assert 'alt="学员画图"' in said


@pytest.mark.parametrize("alt", ["", " "])
def test_a_picture_without_words_is_refused(client, settings, tmp_path, alt):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    client.post(
        "/admin/catalog/picture/add/",
        {"file": picture_file(), "alt": alt, "focus_x": 50, "focus_y": 50, "course": course().pk},
    )

    assert Picture.objects.count() == 0


def test_a_short_address_leads_to_the_course_and_is_counted_without_a_cookie(client):
    one = course(code="KK-102")

    for code in ("KK-102", "kk102", "kk-102"):
        response = client.get(f"/c/{code}/?from=Poster")
        assert response["Location"] == f"{one.get_absolute_url()}?from=poster"
        assert not response.cookies
    client.get("/c/KK-102/?from=<script>")

    rows = LinkVisit.objects.order_by("source").values_list("source", "times", "day")
    today = timezone.localdate()
    assert list(rows) == [("", 1, today), ("poster", 3, today)]
    assert client.get("/c/none-1/").status_code == 404


def test_the_deploy_check_names_what_is_unset(settings, capsys):
    settings.ICP_NUMBER = ""
    from catalog.checks import what_readers_look_for

    said = " ".join(str(one.msg) for one in what_readers_look_for(None))

    for name in ("ICP_NUMBER", "POLICE_NUMBER", "tax_number", "退改规则", "wechat"):
        assert name in said
    for name in ("contract", "微信二维码"):
        assert name in said


def test_public_pages_may_be_rendered_ahead_and_own_pages_never(client):
    rules = client.get("/speculation.json")

    assert rules["Content-Type"] == "application/speculationrules+json"
    assert client.get("/")["Speculation-Rules"] == '"/speculation.json"'
    assert "Speculation-Rules" not in client.get("/my/")
    assert not rules.cookies


def rules_for(client, **hints: str) -> dict[str, str]:
    """How soon what is rendered and what is fetched."""
    rules = client.get("/speculation.json", headers=hints)
    assert "Sec-CH-UA-Mobile" in rules["Vary"]
    return {way: one["eagerness"] for way, (one,) in rules.json().items()}


def test_a_computer_renders_what_is_pointed_at(client):
    assert rules_for(client) == {"prerender": "moderate"}
    assert rules_for(client, **{"Sec-CH-UA-Mobile": "?0"}) == {"prerender": "moderate"}


def test_a_phone_renders_the_first_way_on_and_only_fetches_the_others(client):
    told = rules_for(client, **{"Sec-CH-UA-Mobile": "?1"})

    assert told == {"prerender": "immediate", "prefetch": "moderate"}


def test_the_sample_catalogue_fills_every_page(client):
    from catalog.management.sample_catalogue import SampleCatalogue

    SampleCatalogue().load(now=timezone.now() + timedelta(0))
    call_command("rebuild_search")
    with translation.override("en"):
        for address in (
            "/buying/",
            "/instructors/",
            "/categories/lobby/",
            "/embed/",
            "/embed/?view=grid",
        ):
            assert page(client, address)
            assert page(client, f"/en{address}")


def test_an_english_page_tells_the_office_in_english_and_marks_what_is_not(client):
    OfficeFactory(name="昆明总部", name_en="Kunming Head Office", contact_person_en="Ms Su")
    OfficeFactory(name="成都分部", contact_person="向老师")

    html = client.get("/en/").content.decode()

    assert "Kunming Head Office" in html and "Ms Su" in html
    assert "昆明总部" not in html and "苏老师" not in html
    assert '<h3 lang="zh-Hans">成都分部</h3>' in html


def test_the_language_of_a_course_is_named_in_the_readers(client):
    CourseFactory(slug="accueil", language="fr")

    chinese, english = (
        read(client.get(f"{place}/courses/accueil/")).texts("dd") for place in ("", "/en")
    )

    assert "法语" in chinese and "French" in english


def test_the_languages_of_an_instructor_are_told_in_english_where_they_are_known(client):
    for slug, languages in (("he", "中文、英语"), ("xu", "中文、手语")):
        one = Instructor.objects.create(name=slug, slug=slug, languages=languages)
        CourseFactory().instructors.add(one)

    known, unknown = (
        client.get(f"/en/instructors/{one}/").content.decode() for one in ("he", "xu")
    )

    assert "Chinese, English" in known
    assert "中文、手语" in unknown


def test_lines_of_letters_are_a_list_too(client):
    course = CourseFactory(slug="lobby")
    lines = ["Read the queue machine and change counters a quarter of an hour ahead"] * 3
    course.details.create(name="课程收益", text="甲\n乙\n丙", text_en="\n".join(lines))

    assert client.get("/en/courses/lobby/").content.decode().count(f"<li>{lines[0]}</li>") == 3


def test_an_english_comparison_shows_english_outlines(client):
    for slug in ("one", "two"):
        released(CourseFactory(slug=slug), "第一模块 看懂厅堂\n第二模块 分流")
    save_english(Course.objects.get(slug="one"), "Module 1 Reading the lobby", now=timezone.now())

    html = client.get("/en/courses/compare/?a=one&b=two").content.decode()

    assert "Reading the lobby" in html
    assert html.count("看懂厅堂") == 1


def test_pictures_of_the_venue_are_shown_to_who_comes(client):
    session = SessionFactory(course=course())
    session.venue = session.city.venues.create(name="云水培训中心")
    session.save()
    Picture.objects.create(venue=session.venue, alt="入口", alt_en="The entrance", edition=1)

    chinese, english = (
        page(client, f"{place}{session.get_absolute_url()}before/") for place in ("", "/en")
    )

    assert 'alt="入口"' in chinese and 'alt="The entrance"' in english


def test_each_office_is_told_once_where_it_decides_and_in_the_foot_elsewhere(client):
    office = OfficeFactory(phone="0871-6000-0207", wechat="kaike-su")
    Picture.objects.create(office=office, alt="苏老师的二维码", edition=1, width=400, height=400)
    session = SessionFactory(course=course())

    for address in ("/buying/", f"/sessions/{session.public_id}/before/"):
        said = page(client, address)
        assert said.count("kaike-su</b>") == 1, address
        assert said.count('class="tel"') == 1, address
        assert said.count('id="contact"') == 1, address
        assert said.count('alt="苏老师的二维码"') == 1, address
        assert "长按图片识别" in said
    assert page(client, "/").count("kaike-su</b>") == 1


def refund_cells(client, address: str) -> list[str]:
    return [" ".join(cell.split()) for cell in read(client.get(address)).texts("td")]


def test_no_day_before_a_session_is_left_out_of_the_refund_rules(client):
    RefundRule.objects.create(days_before=7, percent=80)
    day = date(2027, 3, 17)
    session = SessionFactory(course=course(), starts_on=day, ends_on=day)
    address = f"/sessions/{session.public_id}/before/"

    assert refund_cells(client, "/buying/")[-2:] == ["再晚，到开课当天", "请与课程顾问商量"]
    assert refund_cells(client, address)[-2:] == ["再晚，到开课当天", "请与课程顾问商量"]
    RefundRule.objects.create(days_before=0, percent=0, note="可以换人")
    client.cookies["fresh"] = "1"  # a page for readers with cookies is never an older one
    assert refund_cells(client, address)[-2:] == ["再晚，到开课当天", "0%可以换人"]


def test_a_single_rule_is_told_as_what_it_says(client):
    RefundRule.objects.create(days_before=0, percent=50)

    assert refund_cells(client, "/buying/") == ["开课当天或更早", "50%"]


@pytest.mark.parametrize("starts_on", [date(2027, 3, 17), None])
def test_the_paper_tells_every_refund_rule_with_its_note(starts_on):
    from types import SimpleNamespace

    from catalog.documents.joining_instructions import before_sheet
    from catalog.queries.sale_terms import refunds

    RefundRule.objects.create(days_before=7, percent=80, note="可以换班")
    RefundRule.objects.create(days_before=0, percent=0)
    session = SessionFactory(course=course())
    nobody = SimpleNamespace(legal_name="")

    sheet = before_sheet(
        session=session,
        course=session.course,
        passages=[],
        maps=[],
        refunds=refunds(starts_on),
        advisers=[],
        seller=nobody,
    )

    first = "2027年3月10日或之前" if starts_on else "开课前 7 天或更早"
    assert sheet["refunds"][1] == [
        f"{first}：退 80%（可以换班）",
        "再晚，到开课当天：退 0%",
    ]


def test_the_deploy_check_asks_for_the_last_days_of_the_refund_rules(settings):
    from catalog.checks import what_readers_look_for

    RefundRule.objects.create(days_before=7, percent=80)
    before = " ".join(str(one.msg) for one in what_readers_look_for(None))
    RefundRule.objects.create(days_before=0, percent=0)
    after = " ".join(str(one.msg) for one in what_readers_look_for(None))

    assert "the last days before a session" in before
    assert "the last days before a session" not in after
