"""How somebody is reached: the fields that every form of a visitor begins with."""

from django import forms
from django.utils.translation import gettext_lazy

from catalog.text.sources import source_of
from enrollment.forms.fields import OWN_PHONE, MailField, NameField, PhoneField, PlainField


class ContactFields(forms.Form):
    """How somebody is reached, as ``models.contact`` has it."""

    contact_name = NameField(
        label=gettext_lazy("联系人姓名"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("请填写联系人姓名。")},
    )
    contact_phone = PhoneField(
        label=gettext_lazy("手机"),
        max_length=40,
        widget=forms.TextInput(attrs=OWN_PHONE),
        error_messages={"required": gettext_lazy("请填写手机号，例如 139 0000 0000。")},
    )
    contact_email = MailField(
        label=gettext_lazy("邮箱（选填）"),
        required=False,
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "maxlength": None}),
        error_messages={"invalid": gettext_lazy("邮箱写得不完整，例如 name@example.com。")},
    )
    company = PlainField(
        label=gettext_lazy("单位（选填）"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    hints: dict = {}  # help texts of this form's own, by field

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, hint in self.hints.items():
            self.fields[name].help_text = hint


class ContactForm(ContactFields):
    notice_seen = forms.BooleanField(
        label=gettext_lazy("我已阅读隐私说明"),
        error_messages={"required": gettext_lazy("请先阅读隐私说明并勾选。")},
    )


def source_of_link(request) -> str:
    """Where the reader of a form came from, as the address of the form says it."""
    return source_of(request.GET.get("from", ""))


def as_typed(form_class: type[forms.Form], data) -> dict:
    """What was sent, to be put into a form that judges nothing yet."""
    return {name: data.get(name, "") for name in form_class.base_fields}
