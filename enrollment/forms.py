"""The enrollment form: a contact, a company, 1 to 50 seats, and names now or later."""

import unicodedata
import uuid

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from enrollment.models.enrollment import MAX_PARTY
from enrollment.party import Party, Person
from enrollment.phones import PhoneInvalid, normalise

KEY_SALT = "enrollment.key"
KEY_MAX_AGE = 48 * 60 * 60  # seconds
MIN_ROWS = 3


def new_key(session) -> str:
    """A fresh idempotency key, signed for this session so that it fits no other."""
    return signing.TimestampSigner(salt=KEY_SALT).sign(f"{session.public_id}.{uuid.uuid4().hex}")


class CleanCharField(forms.CharField):
    """Text in NFC on one line; control characters are refused by Django or removed here."""

    def to_python(self, value):
        text = super().to_python(value)
        text = "".join(
            " " if unicodedata.category(char) == "Cc" else char
            for char in text
            if not "\ud800" <= char <= "\udfff"
        )
        return " ".join(unicodedata.normalize("NFC", text).split())


class PhoneField(CleanCharField):
    widget = forms.TextInput(attrs={"inputmode": "tel"})

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return text
        try:
            return normalise(text)
        except PhoneInvalid as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class SeatsField(forms.IntegerField):
    def to_python(self, value):
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value)[:20]
        return super().to_python(value)


class EnrollmentForm(forms.Form):
    contact_name = CleanCharField(
        label=_("联系人"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("请填写联系人姓名。")},
    )
    contact_phone = PhoneField(
        label=_("手机"),
        max_length=40,
        help_text=_("只用于通知这次报名，例如 139 0000 0000。"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("请填写手机号，例如 139 0000 0000。")},
    )
    contact_email = forms.EmailField(
        label=_("邮箱（选填）"),
        required=False,
        max_length=200,
        help_text=_("填写后，确认信和专用链接会发到这里。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("邮箱写得不完整，例如 name@example.com。")},
    )
    company = CleanCharField(
        label=_("单位"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    seats = SeatsField(
        label=_("人数"),
        min_value=1,
        max_value=MAX_PARTY,
        initial=1,
        help_text=_("1 至 50 人；更多人请联系我们安排内训。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("请填写人数，1 至 50。"),
            "invalid": _("人数请写成数字，例如 3。"),
            "min_value": _("人数至少为 1。"),
            "max_value": _("一次最多报 50 人；更多人请分几次报名，或联系我们安排内训。"),
        },
    )
    notice_seen = forms.BooleanField(
        label=_("我已阅读隐私说明"),
        error_messages={"required": _("请先阅读隐私说明并勾选。")},
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=200)

    def __init__(self, *args, session, **kwargs):
        self.session = session
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = new_key(session)

    def clean_key(self) -> str:
        value = self.cleaned_data["key"]
        try:
            key = signing.TimestampSigner(salt=KEY_SALT).unsign(value, max_age=KEY_MAX_AGE)
        except signing.BadSignature as wrong:
            raise forms.ValidationError(
                _("这张表放得太久，已为您换了一张新的。请核对后再提交一次。")
            ) from wrong
        if not key.startswith(f"{self.session.public_id}."):
            raise forms.ValidationError(_("这张表属于另一个班次。请核对后再提交一次。"))
        return key

    def party(self, people: tuple[Person, ...]) -> Party:
        return Party(
            contact_name=self.cleaned_data["contact_name"],
            contact_phone=self.cleaned_data["contact_phone"],
            contact_email=self.cleaned_data["contact_email"],
            company=self.cleaned_data["company"],
            seats=self.cleaned_data["seats"],
            people=people,
        )


class ParticipantForm(forms.Form):
    name = CleanCharField(label=_("姓名"), max_length=64, required=False)
    phone = PhoneField(label=_("手机"), max_length=40, required=False)
    job_title = CleanCharField(label=_("职务"), max_length=80, required=False)

    def clean(self):
        data = super().clean()
        if not data.get("name") and (data.get("phone") or data.get("job_title")):
            self.add_error("name", _("请填写这位学员的姓名，或把这一行清空。"))
        return data

    def person(self) -> Person | None:
        data = self.cleaned_data
        if not data.get("name"):
            return None
        return Person(name=data["name"], phone=data["phone"], job_title=data["job_title"])


def participant_forms(data=None, *, rows: int, people=()) -> list[ParticipantForm]:
    """One small form for each row, named participants-0-name and so on."""
    return [
        ParticipantForm(
            data,
            prefix=f"participants-{n}",
            initial=(
                {"name": p.name, "phone": p.phone, "job_title": p.job_title}
                if (p := people[n] if n < len(people) else None)
                else None
            ),
        )
        for n in range(min(rows, MAX_PARTY))
    ]


def rows_in(data, *, seats: int | None) -> int:
    """As many rows as seats, as were sent, or three; never more than fifty."""
    sent = 0
    while f"participants-{sent}-name" in data and sent < MAX_PARTY:
        sent += 1
    return min(max(MIN_ROWS, sent, seats or 0), MAX_PARTY)


def people_of(forms_: list[ParticipantForm]) -> tuple[Person, ...]:
    return tuple(person for form in forms_ if (person := form.person()) is not None)
