"""Categories as a tree, a page for each city, and what is shown before somebody buys."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from catalog.models import Seller
from catalog.models.trust import ONLY
from tests.factories import CategoryFactory, CityFactory, CourseFactory, SessionFactory
from tests.office import client_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def tree():
    """网点 above 大堂, each with a course, and 财富 beside them."""
    branch = CategoryFactory(name="网点", slug="branch", position=1)
    lobby = CategoryFactory(name="大堂", slug="lobby", position=0, parent=branch)
    wealth = CategoryFactory(name="财富", slug="wealth", position=2)
    for category in (branch, lobby, wealth):
        CourseFactory(category=category, title=f"{category.name}课", slug=f"c-{category.slug}")
    return branch, lobby, wealth


def titles(html: str) -> list[str]:
    return [title for title in ("网点课", "大堂课", "财富课") if title in html]


@pytest.mark.parametrize("path", ["/categories/branch/", "/courses/?category=branch"])
def test_a_category_has_the_courses_of_those_below_it(client, tree, path):
    assert titles(client.get(path).text) == ["网点课", "大堂课"]


def test_the_way_back_leads_through_the_category_above(client, tree):
    html = client.get("/courses/c-lobby/").text

    crumbs = html.split('class="crumbs"')[1].split("</nav>")[0]
    assert crumbs.index("/categories/branch/") < crumbs.index("/categories/lobby/")
    assert "/categories/lobby/" in client.get("/categories/branch/").text


def test_the_filter_lists_a_category_below_its_own_with_the_courses_of_both(client, tree):
    html = client.get("/courses/").text

    options = html.split('name="category"')[1].split("</select>")[0]
    assert options.index("网点") < options.index("\u3000大堂") < options.index("财富")
    assert "(2)" in options.split("网点")[1][:20]


def test_there_are_two_levels_and_no_rings(tree):
    branch, lobby, wealth = tree

    for category, parent in ((wealth, lobby), (branch, branch), (branch, wealth)):
        category.parent = parent
        with pytest.raises(ValidationError):
            category.full_clean()


def test_a_city_has_a_page_with_its_sessions_and_venues(client):
    kunming, chengdu = CityFactory(name="昆明", slug="kunming"), CityFactory(name="成都")
    here = SessionFactory(city=kunming, course__title="在昆明")
    SessionFactory(city=chengdu, course__title="在成都")
    kunming.venues.create(name="云水", address="听松路66号")

    html = client.get("/cities/kunming/").text

    assert "在昆明" in html and "在成都" not in html and "听松路66号" in html
    assert here.get_absolute_url() in html
    assert client.get("/cities/").text.count('class="categories__name"') == 2
    assert client.get("/cities/nowhere/").status_code == 404


def test_the_sample_contract_is_there_before_anybody_buys(client):
    Seller.objects.create(pk=ONLY, legal_name="开课公司")
    address, change = reverse("catalog:contract"), reverse("admin:catalog_seller_change", args=[1])
    manager, data = client_of("manager"), {"legal_name": "开课公司"}

    assert client.get(address).status_code == 404
    wrong = SimpleUploadedFile("a.pdf", b"<script>")
    assert "内容和它的扩展名对不上" in manager.post(change, {**data, "contract": wrong}).text
    manager.post(change, {**data, "contract": SimpleUploadedFile("我的合同.pdf", PDF)})

    cache.clear()  # the seller is kept for a minute
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer["Content-Disposition"]
    assert "我的合同" not in Seller.objects.get().contract.name


def test_the_picture_of_a_shared_course_is_of_the_size_chats_show(client):
    course = CourseFactory(title="网点负责人经营能力研修班" * 4)

    answer = client.get(reverse("catalog:card.png", args=[course.slug]))

    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert len(answer.content) < 60_000
