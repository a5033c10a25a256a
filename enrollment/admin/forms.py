"""What the verbs ask of staff before they are done."""

import uuid
from collections.abc import Callable
from datetime import datetime, time, timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.admin.day_fields import DayField
from catalog.admin.merging import Merged
from catalog.admin.resumed_form import ResumedForm
from catalog.forms import field_of
from catalog.models import Session
from catalog.models.session import MAX_CAPACITY
from enrollment.admin.dates import ClosingField
from enrollment.admin.people_table import PastedPeople
from enrollment.admin.typed_choices import SessionChoice, open_sessions, sessions_with
from enrollment.domain import waiting_list
from enrollment.forms.fields import LineField, MailField, NameField, PhoneField, SeatsField
from enrollment.models import Enrollment
from enrollment.models.enrollment import MAX_PARTY
from enrollment.models.session_terms import HOLD_DAYS
from enrollment.people.party import Party, Person


class VerbForm(ResumedForm, forms.Form):
    """``thing`` is the enrollment or the session; ``arguments`` are the verb's keywords."""

    def __init__(self, *args, thing, **kwargs):
        self.thing = thing
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        pass

    def arguments(self) -> dict:
        return self.cleaned_data


class ReasonForm(VerbForm):
    reason = LineField(
        label=gettext_lazy("原因"),
        max_length=200,
        help_text=gettext_lazy("会写进操作记录；请不要写姓名或电话。"),
        error_messages={"required": gettext_lazy("请写明原因。")},
    )


class ExtendForm(ReasonForm):
    until = DayField(
        label=gettext_lazy("保留至（含当天）"),
    )
    field_order = ["until", "reason"]

    def prepare(self) -> None:
        until = timezone.localtime(self.thing.held_until)
        closing = timezone.localtime(self.thing.session.closing)
        said = {"until": f"{until:%Y-%m-%d %H:%M}", "closing": f"{closing:%Y-%m-%d %H:%M}"}
        self.fields["until"].help_text = (
            _("现在保留至 %(until)s；最晚到报名截止 %(closing)s。") % said
        )
        self.fields["until"].initial = until.date() + timedelta(days=HOLD_DAYS)

    def clean_until(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["until"], time(23, 59)))


class ReduceForm(VerbForm):
    seats_wanted = SeatsField(label=gettext_lazy("保留几人"), min_value=1, max_value=MAX_PARTY)
    leaving = forms.TypedMultipleChoiceField(
        label=gettext_lazy("不来的学员"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        people = [(one.pk, one.name) for one in self.thing.participants.all()]
        field_of(self, "leaving", forms.ChoiceField).choices = people
        if not people:
            del self.fields["leaving"]
        self.fields["seats_wanted"].help_text = _("现在有 %(seats)d 人。") % {
            "seats": self.thing.seats
        }


class StaffContactForm(forms.Form):
    """How somebody is reached, as staff are told."""

    contact_name = NameField(label=gettext_lazy("联系人"), max_length=64)
    contact_phone = PhoneField(label=gettext_lazy("手机"), max_length=40)
    contact_email = MailField(label=gettext_lazy("邮箱"), required=False, max_length=200)
    company = LineField(label=gettext_lazy("单位"), required=False, max_length=120)


class CorrectForm(Merged, StaffContactForm, VerbForm):
    """The party keeps its seats, its place and its link."""

    def prepare(self) -> None:
        for name, field in self.fields.items():
            field.initial = getattr(self.thing, name)


def too_few(session: Session) -> str:
    """How many have come where that is too few to run; else nothing."""
    needed = session.minimum or 1
    if session.taken >= needed:
        return ""
    return _("现在已确认 %(taken)d 人，成班需要 %(needed)d 人。") % {
        "taken": session.taken,
        "needed": needed,
    }


def not_over(session: Session) -> str:
    """Its last day where that is still to come; else nothing."""
    if session.is_over(today=timezone.localdate()):
        return ""
    return _("这个班次最后一天是 %(day)s，还没有上完。结束后不能恢复。") % {"day": session.last_day}


class SureForm(VerbForm):
    """Asks for a tick where something about the thing is unusual."""

    is_unusual: Callable[..., str]

    def prepare(self) -> None:
        if not self.is_unusual(self.thing):
            del self.fields["sure"]

    def arguments(self) -> dict:
        return {}


class ConfirmForm(SureForm):
    sure = forms.BooleanField(
        label=gettext_lazy("人数不够，仍然确认成班"),
        error_messages={"required": gettext_lazy("人数还不够。确实要开，请在这里打勾。")},
    )
    is_unusual = staticmethod(too_few)


class FinishForm(SureForm):
    sure = forms.BooleanField(
        label=gettext_lazy("还没有上完，仍然现在结束"),
        error_messages={"required": gettext_lazy("班次还没有上完。确实要现在结束，请在这里打勾。")},
    )
    is_unusual = staticmethod(not_over)


class RulesForm(Merged, VerbForm):
    closes_at = ClosingField()
    strict_order = forms.BooleanField(
        label=gettext_lazy("严格按先后"),
        required=False,
        help_text=gettext_lazy(
            "勾选后，排在前面的一单坐不下时空位一直留着；不勾选则先给后面坐得下的。"
        ),
    )

    def prepare(self) -> None:
        for name in self.fields:
            self.fields[name].initial = getattr(self.thing, name)
        field_of(self, "closes_at", ClosingField).near = self.thing.starts_on


class CapacityForm(Merged, VerbForm):
    capacity = forms.IntegerField(
        label=gettext_lazy("名额"),
        required=False,
        min_value=1,
        max_value=MAX_CAPACITY,
        help_text=gettext_lazy("留空表示不限。"),
    )
    overbook = forms.IntegerField(
        label=gettext_lazy("允许超额"), min_value=0, max_value=MAX_CAPACITY
    )
    reason = LineField(
        label=gettext_lazy("原因"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("增加超额时必填；请不要写姓名或电话。"),
    )

    def prepare(self) -> None:
        for name in ("capacity", "overbook"):
            self.fields[name].initial = getattr(self.thing, name)


class PhoneEnrollmentForm(ResumedForm, PastedPeople, StaffContactForm):
    """An enrollment that staff take down while the contact is on the telephone."""

    # Narrows the list of sessions before one is chosen; typing.js does it while one types.
    session_words = forms.CharField(
        label=gettext_lazy("找班次"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("课程、城市或日期，例如：昆明 1月。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    session = SessionChoice(Session.objects.none(), label=gettext_lazy("班次"))
    seats = SeatsField(
        label=gettext_lazy("人数"),
        required=False,
        min_value=1,
        max_value=MAX_PARTY,
        help_text=gettext_lazy("留空就按下面的名单算。"),
    )
    names = forms.CharField(
        label=gettext_lazy("学员名单"),
        required=False,
        help_text=gettext_lazy(
            "一行一位，可以带手机、部门、职务，也可以从 Excel 或聊天里整块粘贴；以后再补也行。"
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("给客户的语言"),
        choices=settings.LANGUAGES,
        initial=settings.LANGUAGE_CODE,
        required=False,
        help_text=gettext_lazy("信件和专用链接用的语言，与您后台的语言无关。"),
    )
    hold_days = forms.IntegerField(
        label=gettext_lazy("先占位几天"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=gettext_lazy("单位还要审批时填写；留空表示直接确认。"),
    )
    or_wait = forms.BooleanField(label=gettext_lazy("座位不够时候补"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    field_order = [
        *("session_words", "session", "contact_name", "contact_phone", "contact_email"),
        *("company", "seats", "names", "as_read", "language"),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = f"staff.{uuid.uuid4().hex}"
        field_of(self, "session", forms.ModelChoiceField).queryset = open_sessions()

    def narrow(self, typed: str) -> None:
        """Offer the sessions with these words only, and choose the only one there is."""
        field, step = field_of(self, "session", SessionChoice), self.fields["session_words"]
        found = sessions_with(typed, open_sessions())
        if not found:
            step.help_text = _("没有报名中的班次有这些字，下面列出全部。")
            return
        field.queryset = open_sessions().filter(pk__in=[one.pk for one in found])
        said = ngettext("找到 %(count)d 个班次。", "找到 %(count)d 个班次。", len(found))
        step.help_text = said % {"count": len(found)}
        if len(found) == 1:
            self.initial["session"] = found[0].pk

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("seats") is None and not {"seats", "names"} & set(self.errors):
            data["seats"] = len(self.people())
            if not data["seats"]:
                self.add_error("seats", _("请填人数，或把名单粘贴在下面。"))
            elif data["seats"] > MAX_PARTY:
                sentence = _("一份报名最多 %(most)d 人，名单有 %(people)d 人：请分成几份。")
                said = {"most": MAX_PARTY, "people": data["seats"]}
                self.add_error("names", sentence % said)
        self._check_room(data.get("session"), data.get("seats"))
        return data

    def _check_room(self, session, seats: int | None) -> None:
        data = self.cleaned_data
        if data.get("or_wait") or not session or not seats:
            return
        if waiting_list.never_fits(session, seats):
            return
        if Enrollment.objects.filter(key=data.get("key", "")).exists():
            return  # sent before: it gets the same answer
        if not waiting_list.has_room(session, seats, now=timezone.now()):
            sentence = _(
                "余 %(left)s 席，%(line)d 单候补，坐不下 %(seats)d 人：请减人数，或选候补。"
            )
            left = _("不限") if session.seats_left is None else session.seats_left
            said = {"seats": seats, "left": left, "line": session.waiting}
            self.add_error("or_wait", sentence % said)

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or settings.LANGUAGE_CODE

    def clean_names(self) -> list[Person]:
        return self.people_of(self.cleaned_data["names"])

    def people(self) -> tuple[Person, ...]:
        return tuple(self.cleaned_data.get("names", ()))

    def party(self) -> Party:
        data = self.cleaned_data
        return Party(
            contact_name=data["contact_name"],
            contact_phone=data["contact_phone"],
            contact_email=data["contact_email"],
            company=data["company"],
            seats=data["seats"],
            people=self.people(),
        )
