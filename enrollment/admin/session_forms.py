"""Forms of one session: planned by hand, its free facts, and what is asked about a clash."""

from copy import copy
from datetime import date, timedelta
from itertools import groupby

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.day_fields import DayInput
from catalog.admin.merging import Merged
from catalog.domain import clash_finding, clash_words, session_defaults
from catalog.forms import field_of
from catalog.models import City, Session, Venue
from enrollment.admin.dates import (
    ClosingField,
    FirstDayField,
    MeetingDaysField,
    MonthField,
    NearDateField,
)
from enrollment.admin.forms import VerbForm
from enrollment.forms.fields import LineField

# Neither seats nor what the enrolled were told.
FREE = ["price", "minimum", "instructors", "language", "note", "joining_note"]


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", **kwargs)


class HourField(forms.TimeField):
    widget = HourInput
    default_error_messages = {"invalid": gettext_lazy("请写成 9:00 这样的时间。")}


class VenueChoices(forms.models.ModelChoiceIterator):
    """Venues under the names of their cities."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        rows = self.queryset.select_related("city").order_by("city__position", "city__slug", "name")
        for city, venues in groupby(rows, key=lambda venue: venue.city):
            yield (str(city), [self.choice(venue) for venue in venues])


class VenueField(forms.ModelChoiceField):
    """static/js/admin/venues.js shows the venues of the chosen city alone."""

    iterator = VenueChoices

    def widget_attrs(self, widget):
        return {"data-by-city": ""}


def question() -> LineField:
    return LineField(
        label=gettext_lazy("有冲突仍要这样排的原因"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("没有冲突就不用填；会写进操作记录，请不要写姓名或电话。"),
    )


class AsksAboutClashes(forms.BaseForm):
    """A form that does not save a clash before somebody says why; ``clashes`` are those found."""

    clashes: tuple = ()

    def add_question(self) -> None:
        self.fields["overrule"] = question()

    def ask_about(self, session: Session, teachers) -> None:
        """Add an error that names every clash nobody has overruled."""
        today = timezone.localdate()
        found = clash_finding.clashes_of_session(session, teachers, today=today)
        self.clashes = tuple(clash_finding.not_overruled(found))
        if self.clashes and not self.cleaned_data.get("overrule"):
            names = clash_finding.Names(self.clashes)
            said = [clash_words.sentence(clash, names) for clash in self.clashes]
            self.add_error("overrule", [*said, _("请改正，或写明为什么仍要这样排。")])


class SessionForm(AsksAboutClashes, forms.ModelForm):
    overrule = question()
    watched = frozenset({"minimum", "instructors"})

    def _post_clean(self):
        super()._post_clean()  # type: ignore[misc]  # Django's own, not in its stubs
        touched = self.instance._state.adding or self.watched & set(self.changed_data)
        if not self.errors and touched:
            self.ask_about(self.instance, self.teachers())

    def teachers(self) -> list[int]:
        return [one.pk for one in self.cleaned_data.get("instructors") or ()]


class PlanForm(SessionForm):
    """A new session: its month follows its first day, the course fills in what is left open."""

    month = MonthField(
        label=gettext_lazy("月份"),
        required=False,
        help_text=gettext_lazy("填了开始日期就不用填。"),
    )
    meeting_days = MeetingDaysField()
    closes_at = ClosingField()
    offsets: list[timedelta] = []  # from the first day of the copied session to its others

    class Meta:
        model = Session
        fields = [
            *("course", "city", "venue", "room", "month", "starts_on", "ends_on", "meeting_days"),
            *("starts_at", "ends_at", "capacity", "overbook", *FREE, "closes_at", "strict_order"),
        ]
        field_classes = {
            "venue": VenueField,
            "starts_on": FirstDayField,
            "ends_on": NearDateField,
            "starts_at": HourField,
            "ends_at": HourField,
        }
        widgets = {
            "starts_on": DayInput,
            "ends_on": DayInput,
            "starts_at": HourInput,
            "ends_at": HourInput,
            "joining_note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "capacity": gettext_lazy("留空用课程的每班名额；课程也没有就是不限。"),
            "minimum": gettext_lazy("留空用课程的每班成班人数。"),
            "ends_on": gettext_lazy("留空按课程天数算。"),
        }

    def clean_starts_on(self):
        field_of(self, "closes_at", ClosingField).near = self.cleaned_data["starts_on"]
        return self.cleaned_data["starts_on"]

    def clean(self):
        super().clean()
        data = self.cleaned_data
        take_range(self, data)
        keep_apart(data, self.offsets)
        take_days(self, data)
        if data.get("course"):
            fill_in(data)
        if data.get("starts_on"):
            data["month"] = data["starts_on"].replace(day=1)
            closes_at = data.get("closes_at")
            if closes_at and timezone.localdate(closes_at) > data["starts_on"]:
                self.add_error("closes_at", _("报名截止不能晚于开班当天。"))
        elif not data.get("month") and "month" not in self.errors:
            self.add_error("month", _("请填月份，例如 2026-12，或填开始日期。"))
        return data


def take_days(form, data: dict) -> None:
    """Give the first and the last of the days that were listed, unless others were typed."""
    days = data.get("meeting_days")
    if not days:
        return
    ranged = {"ends_on"} if form.fields["starts_on"].last else set()
    typed = {*form.changed_data, *ranged}
    for name, text in (("starts_on", days[0]), ("ends_on", days[-1])):
        day = date.fromisoformat(text)
        if name in typed and data.get(name) not in (None, day):
            form.add_error(name, _("与“上课的日子”不一致：改一个，或清空一个。"))
        data[name] = day


def take_range(form, data: dict) -> bool:
    """Give the last of the days typed as 3.8-9 into the first; whether there was one to give."""
    last = form.fields["starts_on"].last
    if not last or not data.get("starts_on"):
        return False
    if "ends_on" in form.changed_data and data.get("ends_on") not in (None, last):
        said = _("与开始日期里写的 %(day)s 不一致：改一个，或清空一个。")
        form.add_error("ends_on", said % {"day": last})
    data["ends_on"] = last
    return True


def keep_apart(data: dict, offsets: list[timedelta]) -> None:
    """A copy of a session over several weekends is one too, from its own first day on."""
    starts_on = data.get("starts_on")
    if offsets and starts_on and not (data.get("meeting_days") or data.get("ends_on")):
        data["meeting_days"] = [f"{starts_on + offset}" for offset in offsets]


def fill_in(data: dict) -> None:
    """Give what is open the course's usual values."""
    course = data["course"]
    for name in ("capacity", "minimum"):
        if data.get(name) is None:
            data[name] = getattr(course, f"usual_{name}")
    if data.get("starts_at") is None and data.get("ends_at") is None:
        data["starts_at"], data["ends_at"] = course.usual_starts_at, course.usual_ends_at
    if not data.get("instructors"):
        data["instructors"] = course.instructors.all()
    starts_on = data.get("starts_on")
    if starts_on and data.get("ends_on") is None:
        data["ends_on"] = starts_on + timedelta(days=session_defaults.whole_days(course) - 1)
    if starts_on and not data.get("closes_at"):
        data["closes_at"] = session_defaults.usual_closing(course, starts_on)


class FreeForm(SessionForm):
    class Meta:
        model = Session
        fields = ["course", *FREE]
        widgets = {"joining_note": forms.Textarea(attrs={"rows": 3})}


class RescheduleForm(AsksAboutClashes, Merged, VerbForm):
    ends_follow = False
    month = MonthField(label=gettext_lazy("月份"))
    starts_on = FirstDayField(label=gettext_lazy("开始日期"), required=False)
    ends_on = NearDateField(label=gettext_lazy("结束日期"), required=False)
    meeting_days = MeetingDaysField()
    starts_at = HourField(label=gettext_lazy("每天几点开始"), required=False)
    ends_at = HourField(label=gettext_lazy("每天几点结束"), required=False)
    city = forms.ModelChoiceField(City.objects.all(), label=gettext_lazy("城市"))
    venue = VenueField(Venue.objects.all(), label=gettext_lazy("场地"), required=False)
    room = LineField(label=gettext_lazy("教室"), required=False, max_length=60)

    def prepare(self) -> None:
        for name in self.fields:
            self.fields[name].initial = getattr(self.thing, name)
        self.add_question()

    def clean(self):
        super().clean()
        data = self.cleaned_data
        ranged = self.ends_follow = take_range(self, data)
        lists_days = "meeting_days" in self.changed_data
        if lists_days and data.get("meeting_days"):
            take_days(self, data)
        elif not lists_days and self.thing.is_series and self.moves(data):
            said = _("开始或结束日期改了：上课的日子也要改，或清空，改成每天连着上。")
            self.add_error("meeting_days", said)
        elif not ranged:
            self.let_the_end_follow(data)
        changes = self.changes()
        if not self.errors and set(changes) - {"month"}:
            planned = copy(self.thing)
            for name, value in changes.items():
                setattr(planned, name, value)
            if planned.venue and planned.venue.city_id != planned.city_id:
                planned.venue = None
            self.ask_about(planned, list(self.thing.instructors.values_list("pk", flat=True)))
        return data

    def moves(self, data: dict) -> bool:
        """Whether the first or the last day is another, also where both were typed into one."""
        names = ("starts_on", "ends_on")
        return any(name in data and data[name] != getattr(self.thing, name) for name in names)

    def let_the_end_follow(self, data: dict) -> None:
        """A session that begins another day keeps its length, where nobody set its last day."""
        before, starts_on = self.thing, data.get("starts_on")
        untouched = "ends_on" not in self.changed_data or data.get("ends_on") is None
        if not starts_on or "starts_on" not in self.changed_data or not untouched:
            return
        more = session_defaults.whole_days(before.course) - 1
        if before.starts_on:
            more = len(before.days) - 1
        data["ends_on"] = starts_on + timedelta(days=more)
        self.ends_follow = True

    def changes(self) -> dict:
        """Only what was changed; the room goes with the city."""
        names = {*self.changed_data, *(["venue"] if "city" in self.changed_data else [])}
        if "meeting_days" in names and self.cleaned_data.get("meeting_days"):
            names |= {"starts_on", "ends_on"}
        names |= {"ends_on"} if self.ends_follow else set()
        return {name: self.cleaned_data.get(name) for name in names - {"overrule"}}

    def arguments(self) -> dict:
        return {**self.changes(), "overrule": self.cleaned_data["overrule"]}
