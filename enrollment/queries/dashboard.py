"""What waits for staff today: only what each person may see, a few rows each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol, TypedDict, TypeVar, cast

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db.models import (
    Case,
    Count,
    Max,
    Model,
    QuerySet,
    Value,
    When,
    Window,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.domain import clash_finding, clash_words
from catalog.models import Course, Session, Testimonial
from catalog.plan.clashes import Clash
from catalog.queries.unreleased import with_unreleased_outline
from enrollment.messaging.messages import subject_of
from enrollment.models import (
    AuditEvent,
    Enrollment,
    Inquiry,
    MergeSuggestion,
    OutboxMessage,
    PrivacyRequest,
)
from enrollment.models.inquiry import InquiryState
from enrollment.models.privacy import RequestState
from enrollment.queries import customer_history, inquiry_board
from enrollment.queries.demand_map import Demand, demands
from enrollment.queries.sessions_in_wait import NEARLY_FULL, QUEUED, UNDECIDED, sessions_in_wait

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

Thing = TypeVar("Thing", bound=Model)
SHOWN = 6
REMEMBERED = 30  # seconds
ENDING = timedelta(days=3)  # before a hold or an offer ends


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    detail: str
    address: str


@dataclass(frozen=True, slots=True)
class WorkList:
    title: str
    count: int
    rows: list[Row]
    address: str


class Drafted(TypedDict):
    """Of a course beside its columns: the key and the doubts of its newest outline."""

    newest: int
    doubts: list[object] | None


class AskedAbout(TypedDict):
    """Of a session beside its columns: whether its parties were asked to move."""

    asked: bool


class Counted(Protocol):
    """Of a row beside its columns: how many there are in all."""

    in_all: int


def work_lists(user: User, *, now: datetime) -> list[WorkList]:
    """The lists on this person's dashboard, empty ones left out; read anew after anything was done.

    What nobody of staff did, as an inquiry that came, is there half a minute later at the most.
    """
    done = AuditEvent.objects.aggregate(newest=Max("pk"))["newest"]
    key = f"dashboard:{user.pk}:{get_language()}:{done}:{timezone.localdate(now)}"
    return cast(list[WorkList], cache.get_or_set(key, lambda: _work_lists(user, now), REMEMBERED))


def _work_lists(user: User, now: datetime) -> list[WorkList]:
    lists = []
    if user.has_perm("catalog.change_course"):
        lists += [_drafts(), _testimonials()]
    if user.has_perm("catalog.view_session"):
        lists += _of_sessions(now)
    if user.has_perm("catalog.add_session"):
        lists += [_clashing(now), _wanted(now)]
    if user.has_perm("enrollment.view_enrollment"):
        lists += [_longer(), _ending(now)]
    lists += _sales(user, now)
    if user.has_perm("enrollment.handle_privacy"):
        lists.append(_privacy())
    if user.has_perm("enrollment.view_outboxmessage"):
        lists.append(_failed())
    return [work_list for work_list in lists if work_list.count]


def _sales(user: User, now: datetime) -> list[WorkList]:
    lists = []
    if user.has_perm("enrollment.view_inquiry"):
        lists += [_to_follow(user, now), _asked()]
    if user.has_perm("enrollment.merge_company"):
        lists.append(_perhaps_one())
    return lists


def _work_list(
    title: str, queryset: QuerySet[Thing], row: Callable[[Thing], Row], address: str
) -> WorkList:
    """The first rows with how many there are in all, in one query."""
    rows = list(queryset.annotate(in_all=Window(Count("*")))[:SHOWN])
    count = cast(Counted, rows[0]).in_all if rows else 0
    return WorkList(title, count, [row(item) for item in rows], address)


def _drafts() -> WorkList:
    courses = with_unreleased_outline(Course.objects.current()).order_by("-updated_at")

    def row(course: Course) -> Row:
        drafted = cast("WithAnnotations[Course, Drafted]", course)
        doubts = _("%(count)d 处待核对") % {"count": len(drafted.doubts or [])}
        return Row(course.title, doubts, reverse("admin:catalog_course_outline", args=[course.pk]))

    address = reverse("admin:catalog_course_changelist")
    return _work_list(_("大纲有未公开的版本"), courses, row, f"{address}?outline=unreleased")


def _testimonials() -> WorkList:
    waiting = Testimonial.objects.filter(approved=False).select_related("course").order_by("pk")

    def row(testimonial: Testimonial) -> Row:
        address = reverse("admin:catalog_testimonial_change", args=[testimonial.pk])
        return Row(str(testimonial), testimonial.course.title, address)

    address = reverse("admin:catalog_testimonial_changelist")
    return _work_list(_("待审核的学员评价"), waiting, row, f"{address}?approved__exact=0")


def _session_row(detail: Callable[[Session], str]) -> Callable[[Session], Row]:
    def row(session: Session) -> Row:
        address = reverse("admin:catalog_session_change", args=[session.pk])
        return Row(str(session), detail(session), address)

    return row


def _sessions(waits: str) -> str:
    return f"{reverse('admin:catalog_session_changelist')}?waits={waits}"


def _of_sessions(now: datetime) -> list[WorkList]:
    waiting = sessions_in_wait(now)
    left = _session_row(lambda session: _("余 %(count)d 位") % {"count": session.seats_left})
    line = _session_row(lambda session: _("%(count)d 单候补") % {"count": session.waiting})
    return [
        _first_of(_("快满的班次"), waiting.nearly_full, left, _sessions(NEARLY_FULL)),
        _first_of(_("要决定开不开班"), waiting.undecided, _to_decide, _sessions(UNDECIDED)),
        _first_of(_("有候补的班次"), waiting.queued, line, _sessions(QUEUED)),
    ]


def _first_of(
    title: str, sessions: list[Session], row: Callable[[Session], Row], address: str
) -> WorkList:
    return WorkList(title, len(sessions), [row(session) for session in sessions[:SHOWN]], address)


def _to_decide(session: Session) -> Row:
    was_asked = cast("WithAnnotations[Session, AskedAbout]", session).asked
    params = {"taken": session.taken, "minimum": session.minimum}
    detail = _("%(taken)d / 成班 %(minimum)d 人") % params
    detail += _("，已征询合班") if was_asked else ""
    return Row(str(session), detail, reverse("admin:catalog_session_decide", args=[session.pk]))


def _clashing(now: datetime) -> WorkList:
    """Sessions to come that clash, which nobody has overruled."""
    clashes = clash_finding.clashes_to_come(today=timezone.localdate(now))
    clashes = clash_finding.not_overruled(clashes)
    keys = {clash.slot.key for clash in clashes[:SHOWN]}
    shown = Session.objects.filter(public_id__in=keys).with_names()
    sessions = {session.public_id: session for session in shown}

    def row(clash: Clash) -> Row:
        session = sessions[clash.slot.key]
        address = reverse("admin:catalog_session_change", args=[session.pk])
        return Row(str(session), str(clash_words.KINDS[clash.kind]), address)

    rows = [row(clash) for clash in clashes[:SHOWN]]
    address = reverse("admin:catalog_session_plan_clashes")
    return WorkList(_("排期冲突"), len(clashes), rows, address)


def _wanted(now: datetime) -> WorkList:
    """Where people would come and nothing is planned; a click begins to plan it."""
    unplanned = [
        demand for demand in demands(today=timezone.localdate(now)) if demand.session is None
    ]

    def row(demand: Demand) -> Row:
        where = [str(demand.city or ""), f"{demand.month:%Y-%m}" if demand.month else ""]
        text = " · ".join([demand.course.title, *filter(None, where)])
        address = f"{reverse('admin:catalog_session_add')}?{demand.query}"
        people = ngettext("%(count)d 人", "%(count)d 人", demand.seats) % {"count": demand.seats}
        return Row(text, people, address)

    rows = [row(demand) for demand in unplanned[:SHOWN]]
    return WorkList(
        _("有人想来，还没有班次"), len(unplanned), rows, reverse("admin:enrollment_interest_map")
    )


def _longer() -> WorkList:
    """Parties that asked to keep their hold for longer."""
    asked = Enrollment.objects.asking_for_longer()

    def row(party: Enrollment) -> Row:
        until = timezone.localtime(party.held_until)
        address = reverse("admin:enrollment_enrollment_do", args=[party.pk, "extend_hold"])
        deadline = _("占位至 %(until)s") % {"until": f"{until:%m-%d %H:%M}"}
        return Row(f"{party.code} {party.company}", deadline, address)

    address = reverse("admin:enrollment_enrollment_changelist")
    return _work_list(
        _("请求延长占位"), asked.order_by("held_until", "pk"), row, f"{address}?ending=longer"
    )


def _ending(now: datetime) -> WorkList:
    parties = Enrollment.objects.ending(by=now + ENDING)
    parties = parties.order_by("held_until", "offered_until", "pk")

    def row(party: Enrollment) -> Row:
        until = timezone.localtime(party.held_until or party.offered_until)
        address = reverse("admin:enrollment_enrollment_change", args=[party.pk])
        deadline = _("%(state)s至 %(until)s") % {
            "state": party.get_state_display(),
            "until": f"{until:%m-%d %H:%M}",
        }
        return Row(f"{party.code} {party.company}", deadline, address)

    address = reverse("admin:enrollment_enrollment_changelist")
    return _work_list(_("占位和答复快到期"), parties, row, f"{address}?ending=soon")


def _asked() -> WorkList:
    new = Inquiry.objects.filter(state=InquiryState.NEW).order_by("created_at")

    def row(inquiry: Inquiry) -> Row:
        address = reverse("admin:enrollment_inquiry_change", args=[inquiry.pk])
        moment = timezone.localtime(inquiry.created_at)
        name = inquiry.company or inquiry.contact_name
        return Row(f"{inquiry.get_kind_display()} · {name}", f"{moment:%m-%d %H:%M}", address)

    address = reverse("admin:enrollment_inquiry_changelist")
    return _work_list(_("待答复的咨询"), new, row, f"{address}?state__exact=new")


def _to_follow(user: User, now: datetime) -> WorkList:
    """What somebody promised to do today or before, one's own first."""
    mine_first = Case(When(owner=user, then=Value(0)), default=Value(1))
    due = inquiry_board.due(today=timezone.localdate(now)).order_by(mine_first, "next_on", "pk")

    def row(inquiry: Inquiry) -> Row:
        address = reverse("admin:enrollment_inquiry_change", args=[inquiry.pk])
        name = inquiry.company or inquiry.contact_name
        owner = inquiry.owner.get_username() if inquiry.owner else _("没有人跟进")
        return Row(f"{name} · {inquiry.next_step}", f"{inquiry.next_on:%m-%d} {owner}", address)

    address = reverse("admin:enrollment_inquiry_changelist")
    return _work_list(_("今天该跟进的咨询"), due, row, f"{address}?follow=due")


def _perhaps_one() -> WorkList:
    """Customers that may be one, for somebody to decide."""
    address = reverse("admin:enrollment_company_suggestions")

    def row(pair: MergeSuggestion) -> Row:
        return Row(f"{pair.one} · {pair.other}", pair.get_why_display(), address)

    return _work_list(
        _("可能是同一个单位或联系人"), customer_history.open_suggestions(), row, address
    )


def _privacy() -> WorkList:
    """Requests about personal data, the most urgent first."""
    asked = PrivacyRequest.objects.filter(state=RequestState.OPEN).select_related("enrollment")

    def row(request: PrivacyRequest) -> Row:
        address = reverse("admin:enrollment_privacyrequest_change", args=[request.pk])
        deadline = _("最迟 %(day)s") % {"day": f"{request.due_on:%Y-%m-%d}"}
        return Row(f"{request.get_kind_display()} · {request.enrollment.code}", deadline, address)

    address = reverse("admin:enrollment_privacyrequest_changelist")
    return _work_list(_("个人信息请求"), asked, row, f"{address}?state__exact=open")


def _failed() -> WorkList:
    """Letters that cannot go out, whichever part of the product wrote them."""
    troubled = OutboxMessage.objects.troubled().with_names().order_by("-claimed_at", "-pk")
    address = reverse("admin:enrollment_outboxmessage_changelist")

    def row(message: OutboxMessage) -> Row:
        page = reverse("admin:enrollment_outboxmessage_change", args=[message.pk])
        words = " · ".join([message.get_kind_display(), *filter(None, [str(message.about or "")])])
        return Row(words, subject_of(message), page)

    return _work_list(_("没有发出的邮件"), troubled, row, f"{address}?trouble=yes")
