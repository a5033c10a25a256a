"""What waits for staff today: only what each person may see, a few rows each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol, TypedDict, TypeVar, cast

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Max,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.domain import clash_finding, clash_words
from catalog.models import Course, Outline, Session, Testimonial
from catalog.models.session import SessionQuerySet
from catalog.models.session_seats import SEATS_IN_USE
from catalog.models.session_state import TAKING, UNDECIDED, SessionState
from catalog.plan.clashes import Clash
from enrollment.messaging.messages import subject_of
from enrollment.models import (
    AuditEvent,
    Enrollment,
    Inquiry,
    MergeSuggestion,
    MoveQuestion,
    OutboxMessage,
    PrivacyRequest,
)
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.inquiry import InquiryState
from enrollment.models.privacy import RequestState
from enrollment.queries import customer_history, inquiry_board
from enrollment.queries.demand_map import Demand, demands

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

Thing = TypeVar("Thing", bound=Model)
SHOWN = 6
REMEMBERED = 30  # seconds
FEW_SEATS = 3
MOST_DECIDE_DAYS = timedelta(days=120)  # the most that a course can ask for
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
    """Courses whose newest outline is not the public one."""
    newest = Outline.objects.filter(course=OuterRef("pk")).order_by("-number")
    courses = (
        Course.objects.current()
        .annotate(
            newest=Subquery(newest.values("pk")[:1]), doubts=Subquery(newest.values("doubts")[:1])
        )
        .filter(newest__isnull=False)
        .exclude(newest=F("outline"), outline__isnull=False)
        .order_by("-updated_at")
    )

    def row(course: Course) -> Row:
        drafted = cast("WithAnnotations[Course, Drafted]", course)
        doubts = _("%(count)d 处待核对") % {"count": len(drafted.doubts or [])}
        return Row(course.title, doubts, reverse("admin:catalog_course_outline", args=[course.pk]))

    address = reverse("admin:catalog_course_changelist")
    return _work_list(_("大纲有未公开的版本"), courses, row, address)


def _testimonials() -> WorkList:
    waiting = Testimonial.objects.filter(approved=False).select_related("course").order_by("pk")

    def row(testimonial: Testimonial) -> Row:
        address = reverse("admin:catalog_testimonial_change", args=[testimonial.pk])
        return Row(str(testimonial), testimonial.course.title, address)

    address = reverse("admin:catalog_testimonial_changelist")
    return _work_list(_("待审核的学员评价"), waiting, row, f"{address}?approved__exact=0")


def _upcoming(now: datetime) -> SessionQuerySet:
    return Session.objects.upcoming(today=timezone.localdate(now)).with_names()


def _session_row(detail: Callable[[Session], str]) -> Callable[[Session], Row]:
    def row(session: Session) -> Row:
        address = reverse("admin:catalog_session_change", args=[session.pk])
        return Row(str(session), detail(session), address)

    return row


def _sessions(**query: str) -> str:
    address = reverse("admin:catalog_session_changelist")
    return f"{address}?" + "&".join(f"{name}={value}" for name, value in query.items())


def _of_sessions(now: datetime) -> list[WorkList]:
    """Nearly full, to be decided, with a line: one query reads what any of the three may name."""
    today = timezone.localdate(now)
    few = Q(state__in=TAKING, free__gt=0, free__lte=FEW_SEATS)
    soon = Q(starts_on__gte=today, starts_on__lte=today + MOST_DECIDE_DAYS)
    undecided = UNDECIDED & soon
    queued = Q(waiting__gt=0) & ~Q(state=SessionState.PLANNED)
    asked = MoveQuestion.objects.filter(enrollment__session=OuterRef("pk")).values("pk")
    free = F("capacity") - SEATS_IN_USE
    sessions = _upcoming(now).annotate(free=free, asked=Exists(asked))
    shown = list(sessions.filter(few | undecided | queued))
    return [_nearly_full(shown), _to_decide(shown, today), _waiting(shown)]


def _first_of(
    title: str, sessions: list[Session], row: Callable[[Session], Row], address: str
) -> WorkList:
    return WorkList(title, len(sessions), [row(session) for session in sessions[:SHOWN]], address)


def _nearly_full(sessions: list[Session]) -> WorkList:
    few = [
        session
        for session in sessions
        if session.state in TAKING and 0 < (session.seats_left or 0) <= FEW_SEATS
    ]
    row = _session_row(lambda session: _("余 %(count)d 位") % {"count": session.seats_left})
    return _first_of(_("快满的班次"), few, row, _sessions(state__in="open,confirmed"))


def _to_decide(sessions: list[Session], today: date) -> WorkList:
    """Sessions with a minimum that nobody has confirmed so many days before, by course.

    Those with enough people too: no reminder and no paper goes out until somebody confirms them.
    """
    undecided = [session for session in sessions if session.is_undecided]
    due = [
        session
        for session in sorted(undecided, key=lambda session: (session.first_day, session.pk))
        if session.starts_on
        and today <= session.starts_on <= today + timedelta(days=session.course.decide_days)
    ]

    def row(session: Session) -> Row:
        was_asked = cast("WithAnnotations[Session, AskedAbout]", session).asked
        params = {"taken": session.taken, "minimum": session.minimum}
        detail = _("%(taken)d / 成班 %(minimum)d 人") % params
        detail += _("，已征询合班") if was_asked else ""
        return Row(str(session), detail, reverse("admin:catalog_session_decide", args=[session.pk]))

    address = _sessions(state__exact=SessionState.OPEN.value)
    return _first_of(_("要决定开不开班"), due, row, address)


def _waiting(sessions: list[Session]) -> WorkList:
    # Those who wait for dates are in the demand map.
    queued = [
        session for session in sessions if session.waiting and session.state != SessionState.PLANNED
    ]
    row = _session_row(lambda session: _("%(count)d 单候补") % {"count": session.waiting})
    return _first_of(_("有候补的班次"), queued, row, _sessions(waiting__gt="0"))


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
    asked = Enrollment.objects.filter(state=EnrollmentState.HELD, longer_asked_at__isnull=False)

    def row(party: Enrollment) -> Row:
        until = timezone.localtime(party.held_until)
        address = reverse("admin:enrollment_enrollment_do", args=[party.pk, "extend_hold"])
        deadline = _("占位至 %(until)s") % {"until": f"{until:%m-%d %H:%M}"}
        return Row(f"{party.code} {party.company}", deadline, address)

    address = reverse("admin:enrollment_enrollment_changelist")
    return _work_list(
        _("请求延长占位"), asked.order_by("held_until", "pk"), row, f"{address}?state__exact=held"
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
