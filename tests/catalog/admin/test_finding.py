"""What is saved in the back office is found at once, under its old address too."""

import pytest
from django.urls import reverse

from catalog.search import index_course, matching, terms
from tests.factories import CourseFactory, InstructorFactory, UserFactory, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def save(staff, thing, **changes):
    """Post the admin's own form of ``thing`` with these changes."""
    address = reverse(f"admin:catalog_{thing._meta.model_name}_change", args=[thing.pk])
    page = staff.get(address).context
    data = {
        name: form_field.value() if form_field.value() is not None else ""
        for form_field in page["adminform"].form
        for name in [form_field.html_name]
    }
    for formset in page["inline_admin_formsets"]:
        management = formset.formset.management_form
        data |= {field.html_name: field.value() for field in management}
    data = {
        name: [one.pk for one in value] if name == "instructors" else value
        for name, value in data.items()
    }
    answer = staff.post(address, data | changes)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    thing.refresh_from_db()


def found(query: str) -> list[int]:
    return matching(terms(query))


def test_a_new_title_is_found_and_the_old_address_leads_to_the_new_one(staff, client):
    course = released(CourseFactory(title="旧名称", slug="old"), "第一模块 开场")

    save(staff, course, title="新名称", slug="new")

    assert (found("旧名"), found("新名")) == ([], [course.pk])
    assert client.get("/courses/old/")["Location"] == "/courses/new/"


def test_courses_are_found_by_the_new_name_of_their_category_and_instructor(staff):
    course = released(CourseFactory(category__name="柜面"), "第一模块 开场")
    teacher = InstructorFactory(name="安小宁")
    course.instructors.add(teacher)
    index_course(course)

    save(staff, course.category, name="网点")
    save(staff, teacher, name="苏一苇")

    assert [found(word) for word in ("柜面", "小宁", "网点", "一苇")] == [
        [],
        [],
        [course.pk],
        [course.pk],
    ]


def test_a_synonym_needs_two_words(staff):
    address = reverse("admin:catalog_synonym_add")

    refused = staff.post(address, {"words": "对公业务、對公業務"})
    taken = staff.post(address, {"words": "对公业务、公司业务"})

    assert (refused.status_code, taken.status_code) == (200, 302)
    assert refused.context["adminform"].form.errors["words"] == [
        "请至少写两个不同的词，如：对公业务、公司业务。"
    ]
