"""A question, or a request for in-house training."""

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext_lazy

from enrollment.forms.contact_form import ContactForm
from enrollment.forms.fields import LineField, SeatsField, SourceField, TextField
from enrollment.forms.form_layouts import NOTICE, Button, form_helper
from enrollment.models.contact import CONTACT
from enrollment.models.inquiry import LONGEST, MOST_PEOPLE, InquiryKind


class InquiryForm(ContactForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("您想"),
        choices=[
            (InquiryKind.QUESTION, gettext_lazy("问一个问题")),
            (InquiryKind.IN_HOUSE, gettext_lazy("请我们到单位做内训")),
        ],
        initial=InquiryKind.QUESTION,
        error_messages={
            "required": gettext_lazy("请选择是提问还是内训。"),
            "invalid_choice": gettext_lazy("请选择是提问还是内训。"),
        },
    )
    text = TextField(
        label=gettext_lazy("想了解什么"),
        max_length=LONGEST,
        help_text=gettext_lazy("例如：课程适合哪些岗位、能不能按我们的业务调整案例。"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("请写下您想了解什么。")},
    )
    people = SeatsField(
        label=gettext_lazy("大约几人（选填）"),
        required=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("人数请写成数字，例如 30。"),
            "min_value": gettext_lazy("人数至少为 1。"),
            "max_value": gettext_lazy("人数最多 2000；分几批的，写一批的人数。"),
        },
    )
    place = LineField(label=gettext_lazy("城市（选填）"), max_length=60, required=False)
    source = SourceField()
    wished = LineField(
        label=gettext_lazy("希望的时间（选填）"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("例如：明年三月，两天。"),
    )
    helper = form_helper(
        "source",
        Fieldset(gettext_lazy("您的需求"), "kind", "text", "people", "place", "wished"),
        Fieldset(gettext_lazy("怎么找到您"), *CONTACT),
        *NOTICE,
        Button(gettext_lazy("提交"), look="main"),
        form_id="inquiry",
    )
    field_order = [
        *("kind", "text", "people", "place", "wished"),
        *(*CONTACT, "notice_seen"),
    ]
