"""What others still name is not deleted: it says who names it, where they are and what to do."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import RequestFactory
from django.urls import reverse

from catalog.admin.archiving import Archiving
from catalog.admin.deleting import Deleting
from catalog.models import Category
from enrollment.models import Feedback, FeedbackAnswer, FeedbackQuestion
from tests.factories import (
    CategoryFactory,
    CityFactory,
    CourseFactory,
    InstructorFactory,
    InterestFactory,
    SessionFactory,
    UserFactory,
    VenueFactory,
    enrolled,
)
from tests.office import client_of

pytestmark = pytest.mark.django_db


def category_with_course():
    course = CourseFactory()
    return course.category, course


def category_above_another():
    above = CategoryFactory()
    return above, CategoryFactory(parent=above)


def city_with_session():
    session = SessionFactory()
    return session.city, session


def city_with_wish():
    wish = InterestFactory(city=CityFactory())
    return wish.city, wish


def venue_with_session():
    session = SessionFactory(venue=VenueFactory())
    return session.venue, session


def instructor_of_course():
    course = CourseFactory()
    course.instructors.add(instructor := InstructorFactory())
    return instructor, course


def instructor_of_session():
    session = SessionFactory()
    session.instructors.add(instructor := InstructorFactory())
    return instructor, session


def session_with_party():
    session = SessionFactory(capacity=9)
    return session, enrolled(session, 2)


def role_of_somebody():
    user = UserFactory(is_staff=True)
    user.groups.add(group := Group.objects.create(name="助教"))
    return group, user


USED = [
    *(category_with_course, category_above_another, city_with_session, city_with_wish),
    *(venue_with_session, instructor_of_course, instructor_of_session, session_with_party),
    role_of_somebody,
]


def page(row, verb: str) -> str:
    opts = row._meta
    args = [] if verb == "changelist" else [row.pk]
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{verb}", args=args)


def many(*rows) -> dict:
    return {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}


@pytest.mark.parametrize("made", USED, ids=lambda made: made.__name__)
def test_what_others_name_stays_and_they_are_named_with_their_pages(made):
    used, user = made()
    client = client_of("manager")

    said = client.get(page(used, "delete")).text
    said_of_many = client.post(page(used, "changelist"), many(used)).text
    client.post(page(used, "delete"), {"post": "yes"})
    client.post(page(used, "changelist"), many(used) | {"post": "yes"})

    for text in (said, said_of_many):
        assert f'<a href="{page(user, "change")}">' in text
        assert f"<b>{user._meta.verbose_name_plural} 1</b>" in text
        assert 'name="post"' not in text
    before = dict(vars(user))
    user.refresh_from_db()
    assert {name: vars(user)[name] for name in before} | {"_state": 0} == before | {"_state": 0}
    assert type(used).objects.filter(pk=used.pk).exists()
    if made in (instructor_of_course, instructor_of_session):
        assert used in user.instructors.all()


def test_one_that_is_named_keeps_all_that_were_chosen_with_it():
    used, _course = category_with_course()
    free = CategoryFactory()
    client = client_of("manager")

    said = client.post(page(used, "changelist"), many(used, free)).text
    client.post(page(used, "changelist"), many(used, free) | {"post": "yes"})

    assert "选中的 2 项没有删除。" in said
    assert Category.objects.filter(pk__in=[used.pk, free.pk]).count() == 2


def test_a_category_goes_together_with_the_one_above_it():
    above, below = category_above_another()

    client_of("manager").post(page(above, "changelist"), many(above, below) | {"post": "yes"})

    assert not Category.objects.filter(pk__in=[above.pk, below.pk]).exists()


def test_what_nobody_names_goes_after_one_question():
    free = InstructorFactory()
    client = client_of("manager")

    asked = client.post(page(free, "changelist"), many(free)).text
    client.post(page(free, "changelist"), many(free) | {"post": "yes"})

    assert "删除选中的这些，不能恢复。一起删除的：" in asked
    assert not type(free).objects.filter(pk=free.pk).exists()


def test_a_question_that_was_answered_is_retired_instead():
    asked = FeedbackQuestion.objects.create(text="讲得清楚吗")
    said = Feedback.objects.create(
        session=SessionFactory(), turn="a", form_key="b", given_on="2026-03-02"
    )
    FeedbackAnswer.objects.create(feedback=said, question=asked, score=5)

    text = client_of("manager").get(page(asked, "delete")).text

    assert "<b>回答 1</b>" in text
    assert "以后不想问，请勾选“不再问”" in text


def test_who_may_not_see_the_parties_reads_how_many_and_no_codes():
    session, _party = session_with_party()
    request = RequestFactory().get("/")
    request.user = UserFactory(is_staff=True)

    found = admin.site._registry[type(session)].uses([session], request)

    assert next(use for use in found if use.noun == "报名").count == 1
    assert all(use.rows == [] for use in found)


def test_all_that_can_be_deleted_says_what_hangs_on_it():
    request = RequestFactory().get("/")
    request.user = UserFactory(is_staff=True, is_superuser=True)

    silent = [
        model._meta.label
        for model, own in admin.site._registry.items()
        if own.has_delete_permission(request) and not isinstance(own, Deleting | Archiving)
    ]

    assert silent == []
