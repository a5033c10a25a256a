"""The tasks of an own page, and how its lost link is found again."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.text import inbound
from catalog.text.codes import code_in
from enrollment.forms.contact_form import ContactFields
from enrollment.forms.fields import OWN_PHONE, LineField, NameField, PhoneField, PlainField
from enrollment.forms.form_layouts import BACK, Button, Piece, When, form_helper
from enrollment.models.contact import CONTACT


class LostLinkForm(forms.Form):
    phone = PhoneField(
        label=gettext_lazy("报名时填写的手机"),
        max_length=40,
        widget=forms.TextInput(attrs=OWN_PHONE),
        error_messages={"required": gettext_lazy("请填写报名时的手机号，例如 139 0000 0000。")},
    )
    proof = LineField(
        label=gettext_lazy("报名编号，或报名时填写的邮箱"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "email", "autocapitalize": "off"}),
        error_messages={"required": gettext_lazy("请填写 8 位报名编号，或报名时的邮箱。")},
    )
    helper = form_helper("phone", "proof", Button(gettext_lazy("发送链接")))

    def clean_proof(self) -> str:
        """The code or the address, each in its one form."""
        typed = self.cleaned_data["proof"]
        proof = inbound.email(typed) if "@" in inbound.plain(typed) else code_in(typed)
        if not proof:
            raise forms.ValidationError(
                _(
                    "“%(typed)s”不是报名编号，也不是邮箱。编号是 8 位字母和数字，"
                    "里面没有 0、1、字母 O、I 和 L；它写在报名后的页面和邮件里。"
                )
                % {"typed": typed[:40]}
            )
        return proof


COUNTED = {"inputmode": "numeric", "autocomplete": "off"}


class SecretInput(forms.TextInput):
    """Never shows again what was typed into it."""

    def format_value(self, value) -> None:
        return None


class OwnTaskForm(forms.Form):
    """A task of an own page. Its verb judges what was typed; the form shows what it refused.

    The digits are asked for where this browser has not shown that it knows them.
    """

    digits = forms.CharField(
        label=gettext_lazy("联系人手机的后四位"),
        required=False,
        help_text=gettext_lazy("只凭链接不能改动：请输入报名时所填手机的后四位。"),
        widget=SecretInput(attrs={**COUNTED, "id": "digits", "required": True}),
    )
    judged = ""  # the field that a refusal is about, unless it is about the digits

    def refuse(self, refusal) -> None:
        """Say at its field what the verb refused; one that is about no field stands above."""
        name = "digits" if refusal.about_digits else self.judged
        if name:
            self.add_error(name, str(refusal))


def task(*parts, button, look: str = "", back=BACK) -> FormHelper:
    """The parts of a task, the digits, and its button beside the way back."""
    return form_helper(*parts, When("is_locked", "digits"), Button(button, look=look, back=back))


class CancelForm(OwnTaskForm):
    helper = task(button=gettext_lazy("确认取消"), look="danger", back=gettext_lazy("不取消"))


class LongerForm(OwnTaskForm):
    helper = task(button=gettext_lazy("请求延长"))


class LinkForm(OwnTaskForm):
    helper = task(button=gettext_lazy("换新链接"))


class MergeForm(OwnTaskForm):
    helper = form_helper(When("is_locked", "digits"), Piece("enrollment/pieces/agrees.html"))


class MailboxForm(OwnTaskForm):
    helper = form_helper(Button(gettext_lazy("这是我的邮箱"), look="main", row=True))


class RequestForm(OwnTaskForm):
    helper = task(
        Fieldset(gettext_lazy("您想"), Piece("enrollment/pieces/request_kinds.html")),
        button=gettext_lazy("提出请求"),
    )


class MoveForm(OwnTaskForm):
    or_wait = forms.BooleanField(
        label=gettext_lazy("没有座位时，放弃现在的座位去候补"),
        required=False,
        widget=forms.CheckboxInput(attrs={"id": "or_wait"}),
    )
    helper = task(
        Fieldset(gettext_lazy("改到哪个班次"), Piece("enrollment/pieces/move_choices.html")),
        "or_wait",
        button=gettext_lazy("改到这个班次"),
    )


def seats_field(label) -> forms.CharField:
    widget = forms.TextInput(attrs={**COUNTED, "id": "seats", "required": True})
    return forms.CharField(label=label, required=False, widget=widget)


class SeatsForm(OwnTaskForm):
    """How many seats the party would have; ``hint`` says how many it may."""

    judged = "seats"

    def __init__(self, *args, hint: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seats"].help_text = hint


class AddSeatsForm(SeatsForm):
    seats = seats_field(gettext_lazy("增加到几人"))
    helper = task("seats", button=gettext_lazy("增加"))


class ReduceForm(SeatsForm):
    seats = seats_field(gettext_lazy("减到几人"))
    helper = form_helper(
        "seats",
        When("people", Piece("enrollment/pieces/who_leaves.html")),
        When("is_locked", "digits"),
        Piece("enrollment/pieces/cancel_fee.html"),
        Button(gettext_lazy("减少人数"), back=BACK),
    )


class ContactDetails(ContactFields, OwnTaskForm):
    """Correct the contact of the party, who may be another than whoever holds the browser."""

    contact_name = NameField(
        label=gettext_lazy("联系人姓名"),
        max_length=64,
        error_messages={"required": gettext_lazy("请填写联系人姓名。")},
    )
    company = PlainField(label=gettext_lazy("单位（选填）"), max_length=120, required=False)
    hints = {"contact_phone": gettext_lazy("以后凭这个号码的后四位查看和修改。")}
    helper = task(
        *CONTACT,
        button=gettext_lazy("保存"),
    )

    def details(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in CONTACT}
