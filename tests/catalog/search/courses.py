"""Courses to be found, and the titles that a query finds, in their order."""

from catalog.models import Course
from catalog.search import answer
from tests.factories import CourseFactory, released


def course(title: str, source="第一模块 开场", **facts) -> Course:
    return released(CourseFactory(title=title, **facts), source)


def titles(query: str) -> list[str]:
    return [Course.objects.get(pk=pk).title for pk in answer(query).ids]
