"""What the verbs on an inquiry ask of staff."""

import uuid
from datetime import timedelta

from django import forms
from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.amount_fields import AmountField
from catalog.admin.day_fields import DayField
from catalog.admin.resumed_form import ResumedForm
from catalog.forms import field_of
from enrollment.admin.forms import StaffContactForm, VerbForm
from enrollment.admin.typed_choices import CourseChoice, published_courses
from enrollment.forms.fields import LineField, SeatsField, TextField
from enrollment.models.contact import CONTACT
from enrollment.models.inquiry import LONGEST, MOST_PEOPLE, InquiryKind

SOON = timedelta(days=3)  # what is proposed as the day of the next step
QUOTE_LASTS = timedelta(days=30)
DAY_ERRORS = {
    "required": gettext_lazy("请写下日期，例如 2026-12-31。"),
}


def sellers():
    """Accounts that may follow an inquiry."""
    may = Q(groups__permissions__codename="change_inquiry")
    may |= Q(user_permissions__codename="change_inquiry")
    users = User.objects.filter(is_active=True, is_staff=True)
    return users.filter(may | Q(is_superuser=True)).distinct().order_by("username")


class NextStepForm(VerbForm):
    next_step = LineField(
        label=gettext_lazy("下一步"),
        max_length=200,
        help_text=gettext_lazy("例如：把大纲发过去，问人数定了没有。"),
        error_messages={"required": gettext_lazy("请写下一步做什么。")},
    )
    next_on = DayField(label=gettext_lazy("哪天"), error_messages=DAY_ERRORS)
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("谁来跟进"),
        required=False,
        empty_label=gettext_lazy("我"),
    )

    def prepare(self) -> None:
        today = timezone.localdate()
        due = self.thing.next_on
        field_of(self, "owner", forms.ModelChoiceField).queryset = sellers()
        self.fields["owner"].initial = self.thing.owner_id
        self.fields["next_step"].initial = self.thing.next_step
        self.fields["next_on"].initial = due if due and due > today else today + SOON


class QuoteForm(VerbForm):
    quote = TextField(
        label=gettext_lazy("报价内容"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("例如：两天内训，30 人以内，含讲义；差旅另计。"),
        error_messages={"required": gettext_lazy("请写下报了什么。")},
    )
    quote_amount = AmountField(
        label=gettext_lazy("金额（元）"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text=gettext_lazy("整笔的价格；只报了单价的可以留空，写在内容里。"),
    )
    quote_until = DayField(label=gettext_lazy("有效至"), error_messages=DAY_ERRORS)
    next_on = DayField(label=gettext_lazy("哪天问答复"), error_messages=DAY_ERRORS)

    def prepare(self) -> None:
        today, thing = timezone.localdate(), self.thing
        self.fields["quote"].initial = thing.quote
        self.fields["quote_amount"].initial = thing.quote_amount
        until = thing.quote_until
        self.fields["quote_until"].initial = (
            until if until and until > today else today + QUOTE_LASTS
        )
        self.fields["next_on"].initial = today + SOON


class LoseForm(VerbForm):
    reason = LineField(
        label=gettext_lazy("原因"),
        max_length=200,
        help_text=gettext_lazy("例如：预算明年才有；时间对不上；选了别家。请不要写姓名或电话。"),
        error_messages={"required": gettext_lazy("请写明原因。")},
    )


class RecordForm(ResumedForm, StaffContactForm):
    """An inquiry told by telephone."""

    kind = forms.ChoiceField(
        label=gettext_lazy("类型"), choices=InquiryKind.choices, initial=InquiryKind.QUESTION
    )
    course = CourseChoice(
        None, label=gettext_lazy("课程"), required=False, empty_label=gettext_lazy("未定")
    )
    text = TextField(
        label=gettext_lazy("想了解什么"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("请写下对方想了解什么。")},
    )
    people = SeatsField(
        label=gettext_lazy("大约几人"), required=False, min_value=1, max_value=MOST_PEOPLE
    )
    place = LineField(label=gettext_lazy("城市"), max_length=60, required=False)
    wished = LineField(label=gettext_lazy("希望的时间"), max_length=60, required=False)
    next_step = LineField(label=gettext_lazy("下一步"), max_length=200, required=False)
    next_on = DayField(label=gettext_lazy("哪天"), required=False, error_messages=DAY_ERRORS)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    field_order = [
        *CONTACT,
        *("kind", "course", "text", "people", "place", "wished", "next_step", "next_on"),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = f"staff.{uuid.uuid4().hex}"
        field_of(self, "course", forms.ModelChoiceField).queryset = published_courses()

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("next_step") and not data.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", _("请写下一步是哪天。"))
        return data
