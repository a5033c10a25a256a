"""A session or course out of many: chosen by typing words that speak of it, in any order."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Course, Session
from catalog.text.folding import fold


def open_sessions():
    return Session.objects.upcoming(today=timezone.localdate()).taking().with_names()


def described(session: Session) -> str:
    """All that somebody may call the session by."""
    first, month = session.starts_on, session.month
    days = (
        f"{first:%Y-%m-%d} {first.month}月{first.day}日 {first.month}.{first.day}" if first else ""
    )
    course, city = session.course, session.city
    names = f"{session} {course.title} {city.name} {city.name_en} {session.public_id} {course.code}"
    return fold(f"{names} {days} {month:%Y-%m} {month.month}月")


def sessions_with(typed: str, sessions) -> list[Session]:
    """The sessions of which every word speaks."""
    words = fold(typed).split()
    return [one for one in sessions if words and all(word in described(one) for word in words)]


def session_named(typed: str, sessions) -> Session | None:
    """The only session that every word of the text speaks of; None where that is not clear."""
    fits = sessions_with(typed, sessions)
    return fits[0] if len(fits) == 1 else None


class TypedSelect(forms.Select):
    """Each option carries its words for js/admin/typing.js; without it this is a plain select."""

    def __init__(self, attrs=None, choices=()):
        super().__init__({"data-typing": "", **(attrs or {})}, choices)

    @staticmethod
    def words_of(thing) -> str:
        raise NotImplementedError

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if thing := getattr(value, "instance", None):
            option["attrs"]["data-words"] = self.words_of(thing)
        return option


class SessionSelect(TypedSelect):
    @staticmethod
    def words_of(session: Session) -> str:
        return described(session)


class CourseSelect(TypedSelect):
    @staticmethod
    def words_of(course: Course) -> str:
        return fold(f"{course.code} {course.title} {course.title_en} {course.category.name}")


def published_courses():
    return Course.objects.published().select_related("category").order_by("title")


class CourseChoice(forms.ModelChoiceField):
    widget = CourseSelect

    def label_from_instance(self, course):
        return f"{course.code} {course.title}"


class SessionChoice(forms.ModelChoiceField):
    widget = SessionSelect

    def label_from_instance(self, session):
        left = _("不限") if session.seats_left is None else session.seats_left
        return _("%(session)s（余 %(left)s）") % {"session": session, "left": left}
