"""What people in a class type: their name at the door, an opinion, the number of a certificate."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models.translations import translated
from catalog.text.inbound import plain
from enrollment.actions.giving_feedback import FeedbackInput
from enrollment.forms.fields import LineField, NameField, PlainField, TextField
from enrollment.forms.form_layouts import Button, Questions, form_helper
from enrollment.models.feedback import HIGHEST, LOWEST, QuestionKind

NO_SIGN = re.compile(r"[^0-9A-Z]")  # of a certificate's number
LONGEST_ANSWER, LONGEST_QUOTE = 1000, 200  # characters


class CertificateForm(forms.Form):
    number = LineField(
        label=gettext_lazy("证书编号"),
        max_length=20,
        help_text=gettext_lazy("例如 2026-7K3MQ9XP，印在证书下方。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": gettext_lazy("请填写证书编号。")},
    )
    name = NameField(
        label=gettext_lazy("证书上的姓名"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("请填写证书上的姓名。")},
    )

    helper = form_helper(
        *("number", "name", Button(gettext_lazy("查询"))), action="enrollment:certificate"
    )

    def clean_number(self) -> str:
        """As it is printed, however its dash and figures were typed."""
        signs = NO_SIGN.sub("", plain(self.cleaned_data["number"]).upper())
        return f"{signs[:4]}-{signs[4:]}"


class CheckinForm(forms.Form):
    name = NameField(
        label=gettext_lazy("您的姓名"),
        max_length=64,
        help_text=gettext_lazy("和报名时填写的一样。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("请填写您的姓名。")},
    )
    digits = LineField(
        label=gettext_lazy("手机后四位（班里有同名的人才要填）"),
        max_length=4,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput, max_length=200)
    helper = form_helper("opened", "name", "digits", Button(gettext_lazy("签到"), look="large"))


class FeedbackForm(forms.Form):
    """A field for each question, then the sentence that may be shown in public."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    quote = TextField(
        label=gettext_lazy("有一句话愿意给别人看吗？"),
        required=False,
        max_length=LONGEST_QUOTE,
        help_text=gettext_lazy("工作人员看过以后才会放到课程页上。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    author_role = PlainField(
        label=gettext_lazy("单位与岗位，不写姓名"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("例如：某城商行 网点主任"),
    )
    may_quote = forms.BooleanField(
        label=gettext_lazy("我同意公开这句话和上面的单位、岗位"), required=False
    )
    helper = form_helper(
        "key",
        Questions(),
        Button(gettext_lazy("提交评价"), look="large"),
        css_class="form opinion",
    )

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        own = {name_of(question): _field(question) for question in questions}
        self.fields = own | self.fields

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("quote") and not data.get("may_quote") and "quote" not in self.errors:
            self.add_error(
                "may_quote", _("要公开这句话，请勾选同意；不想公开，请把它写到上面的问题里。")
            )
        answered = any(data.get(name_of(question)) for question in self.questions)
        if not self.errors and not (answered or data.get("quote")):
            raise forms.ValidationError(_("还没有回答任何问题，至少答一个。"))
        return data

    def opinion(self) -> FeedbackInput:
        data = self.cleaned_data
        given = {one.pk: data.get(name_of(one)) for one in self.questions}
        scales = {one.pk for one in self.questions if one.kind == QuestionKind.SCALE}
        scores = {pk: value for pk, value in given.items() if value and pk in scales}
        texts = {pk: value for pk, value in given.items() if value and pk not in scales}
        quote = data["quote"] if data["may_quote"] else ""
        return FeedbackInput(scores, texts, quote, data["author_role"] if quote else "")


def name_of(question) -> str:
    return f"q{question.pk}"


def _field(question) -> forms.Field:
    label = translated(question, "text")
    if question.kind == QuestionKind.TEXT:
        area = forms.Textarea(attrs={"rows": 3})
        return TextField(label=label, required=False, max_length=LONGEST_ANSWER, widget=area)
    scale = [(score, str(score)) for score in range(LOWEST, HIGHEST + 1)]
    return forms.TypedChoiceField(
        label=label,
        choices=scale,
        coerce=int,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("请选 1 到 5。")},
    )
