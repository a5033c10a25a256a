"""Attendance on a telephone: one page a half day, by buttons, by badge, by a code on the screen."""

from datetime import UTC, datetime

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F
from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.forms import field_of
from enrollment.actions import attending
from enrollment.actions.attending import Mark
from enrollment.admin.classes.page import address, back, class_page, shown
from enrollment.documents.typesetting import qr_code
from enrollment.domain import audit, class_codes
from enrollment.domain.class_days import HalfDay, half_days_of, half_now, people_of
from enrollment.domain.refusals import Refusal
from enrollment.forms.fields import LineField, NameField, PhoneField
from enrollment.models import Attendance, ClassNote, Enrollment, Participant
from enrollment.models.attendance import THERE, Half, Presence, Way
from enrollment.models.enrollment import EnrollmentState

MOST_TAPS = 600  # in one request: a class of fifty, all its half days
REST = "rest"  # everybody who is not marked yet
FIRST_MOMENT = datetime(2020, 1, 1, tzinfo=UTC)


class RoomyParty(forms.ModelChoiceField):
    """A party with a seat that has no name yet; it knows its ``named``."""

    def label_from_instance(self, party) -> str:
        said = {"code": party.code, "company": party.company, "n": party.seats - party.named}
        return _("%(code)s %(company)s（还有 %(n)d 个没有名字的座位）") % said


class WalkInForm(forms.Form):
    """Somebody who came, for a party that has a seat without a name."""

    party = RoomyParty(
        Enrollment.objects.none(),
        label=gettext_lazy("哪份报名"),
        error_messages={"required": gettext_lazy("请选一份报名。")},
    )
    name = NameField(
        label=gettext_lazy("姓名"),
        max_length=64,
        error_messages={"required": gettext_lazy("请填写姓名。")},
    )
    phone = PhoneField(label=gettext_lazy("手机"), max_length=40, required=False)
    another = forms.BooleanField(
        label=gettext_lazy("是另一位同名的人"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        field_of(self, "party", RoomyParty).queryset = parties_with_room(session)
        if self.data.get(self.add_prefix("another")):
            self.fields["another"].widget = forms.CheckboxInput()  # it was asked, and answered

    def ask_whether_another(self, question: str) -> None:
        self.add_error("name", question)
        self.fields["another"].widget = forms.CheckboxInput()


class NoteForm(forms.Form):
    text = LineField(
        label=gettext_lazy("课堂记录"),
        max_length=300,
        help_text=gettext_lazy("例如：来了一位没有报名的学员，座位已满。"),
        error_messages={"required": gettext_lazy("请写要记下的事。")},
    )


def parties_with_room(session):
    parties = Enrollment.objects.filter(session=session, state=EnrollmentState.CONFIRMED)
    named = parties.annotate(named=Count("participants"))
    return named.filter(named__lt=F("seats")).order_by("number")


def half_day_of(session, key: str) -> HalfDay:
    """The half day of the session that the address names; 404 for any other."""
    found = next((one for one in half_days_of(session) if f"{one.day}-{one.half}" == key), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@class_page("view_attendance")
def attendance(request, session, key):
    half_day = half_day_of(session, key)
    if request.method == "POST":
        return tapped(request, session, half_day)
    return attendance_page(request, session, half_day)


def attendance_page(request, session, half_day: HalfDay, *, status=None, **forms_):
    marks = Attendance.objects.filter(session=session, day=half_day.day, half=half_day.half)
    marked = {mark.participant_id: mark.presence for mark in marks}
    rows = [{"person": one, "presence": marked.get(one.pk, "")} for one in people_of(session)]
    context = {
        "day": half_day.day,
        "half": Half(half_day.half).label,
        "key": f"{half_day.day}-{half_day.half}",
        "rows": rows,
        "counts": [
            (value, label, sum(row["presence"] == value for row in rows))
            for value, label in Presence.choices
        ],
        "presences": Presence.choices,
        "unmarked": sum(not row["presence"] for row in rows),
        "may_mark": request.user.has_perm("enrollment.change_attendance"),
        "is_to_come": half_day.is_to_come(timezone.localdate()),
        "others": [
            {"key": f"{one.day}-{one.half}", "day": one.day, "half": Half(one.half).label}
            for one in half_days_of(session)
        ],
        "notes": ClassNote.objects.filter(session=session, day=half_day.day, half=half_day.half),
        "walk_in": WalkInForm(session=session, auto_id="walk_%s"),
        "note": NoteForm(auto_id="note_%s"),
        "has_room": parties_with_room(session).exists(),
    }
    title = _("点名 %(day)s %(half)s") % {"day": half_day.day, "half": context["half"]}
    return shown(request, session, "attendance", title, status=status, **(context | forms_))


def may_mark(request) -> None:
    if not request.user.has_perm("enrollment.change_attendance"):
        raise PermissionDenied


def tapped(request, session, half_day: HalfDay):
    """Marks from the buttons; the script sends several at once, with the moment of each."""
    may_mark(request)
    now, wants_json = timezone.now(), "application/json" in request.headers.get("Accept", "")
    marks = list(read_taps(request.POST.getlist("tap")[:MOST_TAPS], now=now))
    if (rest := request.POST.get(REST, "")) in Presence.values:
        marks += rest_of(session, half_day, rest, now=now)
    try:
        changed = attending.mark(
            session,
            half_day,
            marks,
            now=now,
            actor=audit.actor_name(request.user),
            user=request.user,
        )
    except Refusal as refusal:
        if wants_json:
            return JsonResponse({"refused": str(refusal)}, status=409)
        messages.error(request, str(refusal))
        return back(request.path)
    if wants_json:
        return JsonResponse({"changed": changed})
    anchor = f"#p{marks[0].participant}" if len(marks) == 1 else ""
    return back(f"{request.path}{anchor}")


def read_taps(values: list[str], *, now: datetime):
    """``participant:presence`` and, from the script, ``:milliseconds`` since 1970."""
    for value in values:
        participant, _colon, rest = value.partition(":")
        presence, _colon, milliseconds = rest.partition(":")
        if participant.isascii() and participant.isdecimal() and len(participant) < 15:
            yield Mark(int(participant), presence, moment_of(milliseconds, now=now))


def moment_of(milliseconds: str, *, now: datetime) -> datetime:
    """When it was pressed by the telephone's clock; now where that makes no sense."""
    if not (milliseconds.isascii() and milliseconds.isdecimal() and len(milliseconds) < 14):
        return now
    said = datetime.fromtimestamp(int(milliseconds) / 1000, tz=UTC)
    return said if FIRST_MOMENT < said <= now else now


def rest_of(session, half_day: HalfDay, presence: str, *, now: datetime) -> list[Mark]:
    marks = Attendance.objects.filter(session=session, day=half_day.day, half=half_day.half)
    unmarked = people_of(session).exclude(pk__in=marks.values("participant"))
    return [Mark(pk, presence, now) for pk in unmarked.values_list("pk", flat=True)]


@require_POST
@class_page("change_attendance")
def walk_in(request, session, key):
    """Name the person and mark them, at once."""
    half_day = half_day_of(session, key)
    form = WalkInForm(request.POST, session=session, auto_id="walk_%s")
    if form.is_valid():
        now, actor = timezone.now(), audit.actor_name(request.user)
        data = dict(form.cleaned_data)
        try:
            attending.check_half_day(session, half_day, now=now)
            person = attending.add_on_the_spot(data.pop("party"), **data, now=now, actor=actor)
            there = [Mark(person.pk, Presence.PRESENT, now)]
            attending.mark(session, half_day, there, now=now, actor=actor, user=request.user)
        except attending.AlreadyNamed as refusal:
            form.ask_whether_another(str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已加进名单并签到。"))
            return back(address(session, "attendance", key) + f"#p{person.pk}")
    return attendance_page(request, session, half_day, status=400, walk_in=form)


@require_POST
@class_page("change_attendance")
def note(request, session, key):
    half_day = half_day_of(session, key)
    form = NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return attendance_page(request, session, half_day, status=400, note=form)
    actor = audit.actor_name(request.user)
    text, now = form.cleaned_data["text"], timezone.now()
    try:
        attending.note(session, half_day, text, now=now, actor=actor, user=request.user)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return attendance_page(request, session, half_day, status=409, note=form)
    messages.success(request, _("记下了。"))
    return back(address(session, "attendance", key) + "#notes")


@require_safe
@class_page("change_attendance")
def screen(request, session, key):
    """For the screen of the classroom; it is rendered anew before its code is too old."""
    half_day = half_day_of(session, key)
    code = class_codes.screen_code(session, half_day)
    target = settings.SITE_URL + reverse("enrollment:checkin", args=[code])
    return shown(
        request,
        session,
        "screen",
        _("扫码签到"),
        day=half_day.day,
        half=Half(half_day.half).label,
        key=key,
        is_to_come=half_day.is_to_come(timezone.localdate()),
        code=qr_code(target).svg_data_uri(scale=8, border=4),
        seconds=int(class_codes.SCREEN_CHANGES.total_seconds()),
    )


def mark_of(person: Participant, half_day: HalfDay | None) -> Attendance | None:
    """How the person is marked for the half day; None where not yet."""
    if half_day is None:
        return None
    marks = Attendance.objects.filter(participant=person, day=half_day.day, half=half_day.half)
    return marks.filter(session=person.enrollment.session_id).first()


@require_http_methods(["GET", "HEAD", "POST"])
def badge(request, code):
    """Who wears the badge, for staff: one button marks them for the half day that is on."""
    may_mark(request)
    pk = class_codes.participant_of(code)
    people = Participant.objects.select_related(
        "enrollment__session__course", "enrollment__session__city"
    )
    person = people.filter(pk=pk).first() if pk else None
    if person is None:
        raise Http404
    session, now = person.enrollment.session, timezone.now()
    half_day = half_now(session, now=now)
    known = mark_of(person, half_day)
    context: dict[str, object] = {
        "person": person,
        "half_day": half_day,
        "day": half_day and half_day.day,
        "half": Half(half_day.half).label if half_day else "",
        "marked": known.get_presence_display() if known else "",
        "is_there": known is not None and known.presence in THERE,
    }
    if request.method == "POST" and half_day:
        there = [Mark(person.pk, Presence.PRESENT, now)]
        said = {"now": now, "actor": audit.actor_name(request.user), "user": request.user}
        try:
            attending.mark(session, half_day, there, way=Way.BADGE, **said)
            context["done"] = True
        except Refusal as refusal:
            context["refusal"] = str(refusal)
    return shown(request, session, "badge", _("扫胸牌签到"), **context)
