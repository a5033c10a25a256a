"""What a chat shows of a shared address: each page's own words and a picture."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from catalog.documents.wrapping import fitted
from catalog.models import Course, Instructor, Seller, Session
from tests.factories import OfficeFactory
from tests.reading import read

pytestmark = pytest.mark.django_db
WHOLE = {"type", "site_name", "locale", "title", "description", "url", "image"}
WHOLE |= {"image:type", "image:width", "image:height"}
OF_A_COURSE = {"course", "session", "before", "enroll", "interest"}


@pytest.fixture
def sample():
    from catalog.management.sample_catalogue import SampleCatalogue

    SampleCatalogue().load(now=timezone.now())


def shared(client, address: str) -> dict[str, str]:
    """What the head of the page says to a chat."""
    response = client.get(address)
    assert response.status_code == 200, address
    tags = read(response).all("meta")
    return {
        tag.attrs["property"].removeprefix("og:"): tag.attrs["content"]
        for tag in tags
        if (tag.attrs.get("property") or "").startswith("og:")
    }


def addresses() -> dict[str, str]:
    session = Session.objects.public().upcoming(today=timezone.localdate()).first()
    course = Course.objects.published().exclude(summary="").first()
    teacher = Instructor.objects.exclude(bio="").first()
    category = course.category.slug
    pages = ["home", "course_list", "schedule", "search", "instructors", "cities", "buying"]
    return {
        **{name: reverse(f"catalog:{name}") for name in [*pages, "accessibility"]},
        "compare": f"{reverse('catalog:compare')}?a={course.slug}",
        "course": course.get_absolute_url(),
        "session": session.get_absolute_url(),
        "before": reverse("catalog:before", args=[session.public_id]),
        "enroll": reverse("enrollment:enroll", args=[session.public_id]),
        "interest": reverse("enrollment:interest", args=[course.slug]),
        "instructor": reverse("catalog:instructor", args=[teacher.slug]),
        "category": reverse("catalog:category", args=[category]),
        "city": reverse("catalog:city", args=[session.city.slug]),
        **{name: reverse(f"enrollment:{name}") for name in ("inquiry", "privacy", "certificate")},
    }


def test_every_public_page_tells_a_chat_title_words_address_and_picture(client, sample, settings):
    for name, address in addresses().items():
        for place in ("", "/en"):
            said = shared(client, place + address)

            assert set(said) == WHOLE, name
            assert all(said.values()), name
            assert said["url"].startswith(settings.SITE_URL + place + address.split("?")[0]), name
            is_course = name in OF_A_COURSE
            assert ("/courses/" in said["image"]) == is_course, name
            picture = client.get(said["image"].removeprefix(settings.SITE_URL))
            size = Image.open(BytesIO(picture.content)).size
            assert (picture.status_code, size) == (200, (1200, 630)), name


def test_no_two_kinds_of_page_are_shared_with_the_same_title(client, sample):
    titles = [shared(client, address)["title"] for address in addresses().values()]

    assert len(set(titles)) == len(titles)


def test_what_is_written_for_a_chat_is_escaped_once(client):
    Instructor.objects.create(name='<b>"O\'Neill" & Co</b>', slug="oneill", bio='5 > 3 "quoted"')
    Course.objects.create(
        title="x", slug="x", code="x", category_id=_category(), status="published"
    ).instructors.add(Instructor.objects.get())

    said = shared(client, "/instructors/oneill/")

    assert said["title"] == '<b>"O\'Neill" & Co</b>'
    assert said["description"] == '5 > 3 "quoted"'


def _category() -> int:
    from tests.factories import CategoryFactory

    return CategoryFactory().pk


def test_pages_of_one_party_and_errors_have_no_card(client):
    assert "og:" not in client.get("/my/NOSUCHTOKEN22222/").content.decode()
    assert "og:" not in client.get("/nowhere/").content.decode()


def test_the_card_of_the_site_says_who_sells_and_changes_with_it(client):
    before = client.get("/card.png").content
    Seller.objects.create(pk=1, legal_name="某某企业管理咨询有限公司")
    OfficeFactory(phone="0871-6000-0207")
    from django.core.cache import caches

    caches["reads"].clear()

    after = client.get("/card.png")

    assert after.content != before
    assert after["Content-Type"] == "image/png"


def test_no_single_character_stands_alone_on_the_last_line_of_a_title():
    def measure_at(size):
        return lambda text: size * len(text)

    assert fitted("让每一位学员带着方法回到网点", 13, [1], 2, measure_at)[1] == [
        "让每一位学员带着方法回到",
        "网点",
    ]
    assert fitted("让每一位学员", 6, [1], 2, measure_at)[1] == ["让每一位学员"]


def test_the_outline_for_word_says_who_sells_below_every_page_and_reads_back_the_same(client):
    import docx

    from catalog.outline.readers.docx import read_docx
    from tests.factories import CourseFactory, released

    Seller.objects.create(pk=1, legal_name="某某<企业>管理咨询有限公司")
    OfficeFactory(phone="0871-6000-0207")
    course = released(CourseFactory(), "第一模块 开场\n一、认识")

    body = client.get(f"{course.get_absolute_url()}outline.docx").content

    foot = docx.Document(BytesIO(body)).sections[0].footer.paragraphs
    assert [one.text for one in foot] == ["某某<企业>管理咨询有限公司 · 报名电话 0871-6000-0207"]
    read_lines = [line.text for line in read_docx(body)]
    assert any("开场" in text for text in read_lines)
    assert not any("咨询有限公司" in text for text in read_lines)


@pytest.mark.parametrize("code", ["KK/102", "厅堂 3", "A?b", "C#1", "100%"])
def test_whatever_the_code_of_a_course_is_its_poster_and_short_address_work(client, code):
    from tests.factories import CourseFactory, released

    course = released(CourseFactory(code=code, slug="one"), "第一模块 开场")
    short = reverse("catalog:short_link", args=[code])

    assert client.get(f"{course.get_absolute_url()}poster.png").status_code == 200
    assert client.get(f"{short}?from=hr")["Location"] == f"{course.get_absolute_url()}?from=hr"
