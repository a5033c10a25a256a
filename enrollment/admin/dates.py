"""Days, moments and months as staff type them; what was mistyped by centuries is refused."""

from datetime import date

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.day_fields import DayField, said_of
from catalog.models.session import FIRST_DATE
from catalog.plan.meeting_days import MOST, UnreadableDay, read_days, write_days
from catalog.text.days import NotADay, days_in, moment_in
from catalog.text.months import month_in

YEARS_AHEAD = 10
MOST_ON_END = 21  # days typed as 3.8-9: 3.9-8 is a slip, not 9 March to 8 April


class ClosingField(forms.DateTimeField):
    """When enrolling ends; empty is the usual time.

    ``near`` is the first day of the session: of days without a year the closest one is meant.
    """

    near: date | None = None

    def __init__(self, **kwargs):
        label = gettext_lazy("报名截止")
        hint = gettext_lazy("报名、自行取消和更改到此为止；留空为开班前一天 18:00。")
        shown = {"data-day": " 18:00", "autocomplete": "off", "placeholder": "3/8 18:00"}
        widget = forms.DateTimeInput(format="%Y-%m-%d %H:%M", attrs=shown)
        super().__init__(label=label, help_text=hint, required=False, widget=widget, **kwargs)

    def to_python(self, value):
        """Return the moment in the zone of the site. Raise ValidationError."""
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            today, ahead = self.near or timezone.localdate(), self.near is None
            moment = moment_in(str(value), today=today, ahead=ahead)
        except NotADay as wrong:
            if wrong.why == "shape":
                said = _("请写成 3月8日 18:00 或 2026-12-31 18:00 这样的时间。")
                raise forms.ValidationError(said, code="invalid") from wrong
            raise said_of(wrong, str(value)) from wrong
        check_near(moment.date())
        return from_current_timezone(moment)


def check_near(day: date) -> None:
    """Raise ValidationError for a date that was mistyped: nothing is planned for then."""
    last = timezone.localdate().year + YEARS_AHEAD
    if not FIRST_DATE.year <= day.year <= last:
        raise forms.ValidationError(
            _("年份要在 %(first)d 年至 %(last)d 年之间，例如 2026-12。")
            % {"first": FIRST_DATE.year, "last": last}
        )


def check_stretch(first: date, last: date) -> None:
    """Raise ValidationError for days on end that were mistyped: backwards, or far too many."""
    check_near(first)
    check_near(last)
    if last < first:
        raise forms.ValidationError(_("结束日期不能早于开始日期。"))
    days = (last - first).days + 1
    if days > MOST_ON_END:
        said = _("从 %(first)s 到 %(last)s 有 %(days)d 天：请改正；没有写错，就另填结束日期。")
        raise forms.ValidationError(said % {"first": first, "last": last, "days": days})


class Near(forms.Field):
    """For a field whose value is a date: one from 2000 until ten years ahead."""

    def clean(self, value):
        day = super().clean(value)
        if day:
            check_near(day)
        return day


class NearDateField(Near, DayField):
    pass


class FirstDayField(NearDateField):
    """The first day of a session; where several are typed, 3.8-9, ``last`` is the last of them."""

    last: date | None = None

    def to_python(self, value):
        """Return the first day. Raise ValidationError."""
        self.last = None
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            first, last = days_in(str(value), today=timezone.localdate(), ahead=self.ahead)
        except NotADay as wrong:
            raise said_of(wrong, str(value)) from wrong
        if last != first:
            check_stretch(first, last)
            self.last = last
        return first

    def has_changed(self, initial, data) -> bool:
        """Several days are a change, whatever the first of them is: a last one was typed."""
        return super().has_changed(initial, data) or self.last is not None


class MeetingDaysField(forms.CharField):
    """The days of a session that does not meet every day, as ISO dates; empty is every day."""

    def __init__(self, **kwargs):
        hint = gettext_lazy(
            "分几个周末上时填，例如 2027-01-16~17、23~24；填了就不用填开始和结束日期。"
        )
        label = gettext_lazy("上课的日子（不连续时）")
        super().__init__(label=label, help_text=hint, required=False, max_length=400, **kwargs)
        self.validators = []

    def prepare_value(self, value):
        if isinstance(value, list):
            return write_days([date.fromisoformat(day) for day in value])
        return value

    def to_python(self, value):
        """Return the days as ISO dates. Raise ValidationError."""
        if isinstance(value, list):
            return value
        try:
            days = read_days(super().to_python(value) or "")
        except UnreadableDay as refusal:
            said = _("看不懂“%(word)s”：请写成 2027-01-16~17、23~24 这样，第一天写全年月日。")
            raise forms.ValidationError(said % {"word": refusal.args[0][:40]}) from refusal
        for day in days:
            check_near(day)
        if len(days) > MOST:
            raise forms.ValidationError(_("一个班次最多 %(most)d 天。") % {"most": MOST})
        return [f"{day}" for day in days]

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(initial or "") != self.to_python(data or "")
        except forms.ValidationError:
            return True


class MonthField(Near, forms.DateField):
    """A month as its first day, typed as people type it: 2026-12, 2026年12月, 12月."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(
            format="%Y-%m", attrs={"autocomplete": "off", "placeholder": "2027-3 · 3月"}
        )
        super().__init__(widget=widget, input_formats=["%Y-%m", "%Y-%m-%d"], **kwargs)

    def to_python(self, value):
        typed = str(value or "").strip()
        return month_in(typed, today=timezone.localdate()) or super().to_python(typed)

    def clean(self, value):
        day = super().clean(value)
        return day.replace(day=1) if day else day
