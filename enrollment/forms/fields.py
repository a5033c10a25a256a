"""Form fields for what people type: one line, in NFC, with nothing invisible in it."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.text import inbound
from catalog.text.sources import source_of
from enrollment.people.phones import PhoneInvalid, normalise

# What somebody could follow: an address of the web or of mail, a host name, a number to call.
LINK = re.compile(
    r"[:/\\]{2}|www\.|@|\w\.(?:com|cn|net|org|info|top|xyz|vip|cc|io|me|ru|club|site|shop|link|app)\b"
    r"|\d{5}",
    re.IGNORECASE,
)
PEOPLE_WORD = re.compile(r"\s{0,9}(?:人|位|名|个)$")


class LineField(forms.CharField):
    """Stored as typed, in NFC and without blanks around it; characters nobody sees are refused."""

    default_error_messages = {
        "unseen": gettext_lazy("这里有看不见或无法识别的字符，请删去后重新输入。"),
        "long": gettext_lazy("最多 %(limit)d 个字，现在有 %(length)d 个，请写短一些。"),
    }

    def to_python(self, value):
        text = super().to_python(value)
        return inbound.line(text) if text else text

    def widget_attrs(self, widget):
        # No maxlength: a browser would cut a pasted text without a word.
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def run_validators(self, value):
        if self.max_length is not None and len(value) > self.max_length:
            raise forms.ValidationError(
                self.error_messages["long"],
                code="long",
                params={"limit": self.max_length, "length": len(value)},
            )
        if inbound.UNSEEN.search(value):
            raise forms.ValidationError(self.error_messages["unseen"], code="unseen")
        super().run_validators(value)


class PlainField(LineField):
    """A name of somebody or something: no link in it, for it stands in letters to others."""

    default_error_messages = {
        "link": gettext_lazy("这里不能写网址、邮箱或号码，只写名称。"),
    }

    def run_validators(self, value):
        super().run_validators(value)
        if LINK.search(inbound.plain(value)):
            raise forms.ValidationError(self.error_messages["link"], code="link")


class TextField(LineField):
    """Several lines, as typed."""

    def to_python(self, value):
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if text else text

    def run_validators(self, value):
        super().run_validators(value.replace("\n", " ").replace("\t", " "))


class NameField(PlainField):
    """A person's name: blanks between Han characters go, the dot of minority names is one.

    A character that only the writer's own font can show is refused: nobody else could read it.
    """

    default_error_messages = {
        "private": gettext_lazy("这里有别处显示不出来的字，请换成通用字，或用拼音代替。"),
    }

    def to_python(self, value):
        text = super().to_python(value)
        return inbound.name(text) if text else text

    def run_validators(self, value):
        super().run_validators(value)
        if inbound.has_private_characters(value):
            raise forms.ValidationError(self.error_messages["private"], code="private")


OWN_PHONE = {"autocomplete": "tel", "inputmode": "tel"}  # of a field that asks for one's own


class PhoneField(LineField):
    """A telephone number; marks that nobody sees are no part of it."""

    def to_python(self, value):
        text = super().to_python(value)
        return inbound.without_marks(text) if text else text

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return text
        try:
            return normalise(text)
        except PhoneInvalid as wrong:
            raise forms.ValidationError(_(wrong.message), params=wrong.params) from wrong


class MailField(forms.EmailField):
    """An address; full-width signs, 。 and unseen marks are read as what they stand for."""

    default_error_messages = {"many": gettext_lazy("只能填一个邮箱，例如 name@example.com。")}

    def to_python(self, value):
        text = super().to_python(value)
        if text and inbound.has_many_emails(text):
            raise forms.ValidationError(self.error_messages["many"], code="many")
        return inbound.email(text) if text else text


class SeatsField(forms.IntegerField):
    """A count of people: 3, ３ or 3 人."""

    def to_python(self, value):
        if isinstance(value, str):
            value = PEOPLE_WORD.sub("", inbound.plain(value[:40]))
        return super().to_python(value)


class SourceField(forms.CharField):
    """Where the visitor came from, carried by the form itself; what is no source is none."""

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=forms.HiddenInput, **kwargs)

    def to_python(self, value):
        return source_of(super().to_python(value) or "")
