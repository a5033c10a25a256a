"""The quality list: which courses' outlines an editor should look at."""

import pytest
from django.utils import timezone

from catalog.domain.outline_versions import release, save_outline
from catalog.queries.outline_review import findings
from tests.factories import CourseFactory
from tests.office import client_of

pytestmark = pytest.mark.django_db


def said() -> list[tuple[str, int, str]]:
    return [(course.title, one.line, one.said) for course, about in findings() for one in about]


def test_a_course_on_sale_without_a_public_outline_is_named():
    CourseFactory(title="厅堂服务")

    assert said() == [("厅堂服务", 0, "在售，但没有公开的大纲。")]


def test_the_newest_text_is_judged_with_its_lines():
    course = CourseFactory(title="厅堂服务")
    release(save_outline(course, "第一模块 旧的", now=timezone.now()), now=timezone.now())
    save_outline(course, "厅堂服务\n第一模块 迎宾\n一、站姿\n一、手势\n", now=timezone.now())

    assert said() == [
        ("厅堂服务", 2, "整个模块没有案例、工具或练习。"),
        ("厅堂服务", 4, "编号“一、”在同一层里出现了两次。"),
    ]


def test_archived_courses_are_left_in_peace():
    CourseFactory(status="archived")

    assert findings() == []


def test_the_page_takes_the_same_queries_for_one_course_and_for_three(
    django_assert_max_num_queries,
):
    client = client_of("editor")
    for number in range(3):
        course = CourseFactory()
        save_outline(course, f"第一模块 迎宾{number}\n一、站姿", now=timezone.now())

        with django_assert_max_num_queries(8):
            assert client.get("/admin/catalog/course/quality/").status_code == 200
