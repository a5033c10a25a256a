"""The enrollment form: a contact, a company, 1 to 50 seats, and names now or later."""

import re
from collections.abc import Iterable, Sequence
from typing import cast

from crispy_forms.layout import Field, Fieldset
from django import forms
from django.core import signing
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT, ManagementForm
from django.forms.renderers import get_default_renderer
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.actions import Consent
from enrollment.forms import form_keys
from enrollment.forms.contact_form import ContactForm
from enrollment.forms.fields import LineField, NameField, PhoneField, SeatsField, SourceField
from enrollment.forms.form_layouts import NOTICE, Button, Piece, When, form_helper
from enrollment.models.contact import CONTACT
from enrollment.models.enrollment import MAX_PARTY
from enrollment.people.party import Party, Person
from enrollment.people.roster import TWICE, is_twice

FEWEST_ROWS = 3
MORE_ROWS = 5
MOST_ROWS = 100  # more than a party may have, so that what was typed too much is still shown
WAIT, TAKE = "wait", "take-"
CHOICE = rf"^({WAIT}|{TAKE}\d{{1,2}})$"
AUTOFILL = {"name": "name", "phone": "tel", "job_title": "organization-title"}
WHO = gettext_lazy("联系人")
ATTENDS = gettext_lazy("谁来上课")
# What the page of the form shows, in its order; the names of When are those of form_page.
ON_THE_PAGE = (
    *("key", "source", Piece("enrollment/pieces/enter.html")),
    Fieldset(WHO, *CONTACT, Piece("enrollment/pieces/lost_link.html")),
    Fieldset(
        ATTENDS,
        "seats",
        When("is_full", "min_seats"),
        When("is_scarce", Piece("enrollment/pieces/few_seats.html")),
        "contact_attends",
        Piece("enrollment/pieces/people.html"),
    ),
    When("may_hold", "hold", Piece("enrollment/pieces/hold_term.html")),
    *NOTICE,
    When("is_twin", "another"),
    When("may_exceed", Piece("enrollment/pieces/over.html", "min_seats")),
    When("is_open", Piece("enrollment/pieces/enroll_button.html")),
)
# The same where no database says what the session is: nothing depends on it.
WITHOUT_A_SESSION = (
    *("key", "source", When("choice", Field("choice", type="hidden"))),
    Fieldset(WHO, *CONTACT),
    Fieldset(
        ATTENDS,
        *("seats", "min_seats", "contact_attends", Piece("enrollment/pieces/person_rows.html")),
    ),
    *("hold", "notice_seen", When("is_twin", "another")),
    Button(gettext_lazy("再提交一次"), look="main"),
)
ROW_NAME = re.compile(r"participants-(\d{1,4})-(?:name|phone|job_title)")


class EnrollmentForm(ContactForm):
    hints = {
        "contact_phone": gettext_lazy("只用于通知这次报名，例如 139 0000 0000。"),
        "contact_email": gettext_lazy("填写后，确认信和专用链接会发到这里。"),
    }
    seats = SeatsField(
        label=gettext_lazy("人数"),
        min_value=1,
        max_value=MAX_PARTY,
        initial=1,
        help_text=gettext_lazy("1 至 50 人；更多人请联系我们安排内训。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "seats-input"}),
        error_messages={
            "required": gettext_lazy("请填写人数，1 至 50。"),
            "invalid": gettext_lazy("人数请写成数字，例如 3。"),
            "min_value": gettext_lazy("人数至少为 1。"),
            "max_value": gettext_lazy("一次最多报 50 人；更多人请分几次报名，或联系我们安排内训。"),
        },
    )
    min_seats = SeatsField(
        label=gettext_lazy("最少接受几人（选填）"),
        required=False,
        min_value=1,
        max_value=MAX_PARTY,
        help_text=gettext_lazy("座位不够全部人坐时，有几个您也愿意来？留空表示人齐才来。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("最少接受的人数请写成数字，例如 2；或留空。"),
            "min_value": gettext_lazy("最少接受的人数至少为 1；或留空。"),
            "max_value": gettext_lazy("最少接受的人数不能多于报名人数。"),
        },
    )
    hold = forms.BooleanField(
        label=gettext_lazy("单位还在审批，请先为我保留座位"),
        required=False,
    )
    contact_attends = forms.BooleanField(
        label=gettext_lazy("联系人本人也来上课"),
        required=False,
        help_text=gettext_lazy("勾选后，联系人就是第一位学员，不用再填一遍。"),
    )
    another = forms.BooleanField(label=gettext_lazy("是的，另外再报一份"), required=False)
    # What the pressed button says of seats that are not free: WAIT, or TAKE and a number.
    choice = forms.RegexField(
        CHOICE,
        required=False,
        error_messages={"invalid": gettext_lazy("请用下面的按钮选一种办法。")},
    )
    source = SourceField()
    key = forms.CharField(widget=forms.HiddenInput, max_length=form_keys.LONGEST)
    away_helper = form_helper(*WITHOUT_A_SESSION, form_id="enroll")
    field_order = [
        *CONTACT,
        *("seats", "min_seats", "hold", "contact_attends", "notice_seen", "another", "key"),
    ]

    def __init__(self, *args, session, browser="", action="", **kwargs):
        """``action``: where the form goes, if not to the address of its page."""
        self.session = session
        self.helper = form_helper(*ON_THE_PAGE, form_id="enroll", action=action)
        self.browser = browser
        self.known_key = ""  # set once the key is known to be ours, whoever may use it
        self.shown = None  # what the page showed, where its key still says so
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = self.fresh_key

    def fresh_key(self) -> str:
        return form_keys.new_key(self.session, self.browser)

    def key_as_it_is(self) -> str:
        """The key of the same form, telling what the session is now."""
        return form_keys.new_key(self.session, self.browser, again=self.known_key)

    def carry(self, key: str) -> None:
        self.data = data = cast(QueryDict, self.data).copy()
        data["key"] = key

    def clean(self):
        super().clean()
        data = self.cleaned_data
        seats, fewest = data.get("seats"), data.get("min_seats")
        if seats and fewest and fewest > seats:
            self.add_error("min_seats", _("最少接受的人数不能多于报名人数。"))
        return data

    def clean_key(self) -> str:
        """The part of the key that is kept; the errors' codes say who gets a fresh one."""
        value = self.cleaned_data["key"]
        try:
            key = form_keys.read_key(value)
        except signing.BadSignature as wrong:
            raise forms.ValidationError(
                _("这张表放得太久，已为您换了一张新的。请核对后再提交一次。"), code="stale"
            ) from wrong
        if key.public_id != self.session.public_id:
            raise forms.ValidationError(
                _("这张表属于另一个班次，已换成本班次的。请核对后再提交一次。"), code="other"
            )
        self.known_key, self.shown = key.known, key.shown
        if self.browser and key.mark and key.mark != form_keys.mark_of(self.browser):
            raise forms.ValidationError(
                _("这张表是在另一个浏览器里打开的，已换成新的。请核对后再提交一次。"),
                code="foreign",
            )
        return key.known

    def consent(self, *, notice: str) -> Consent:
        """What the party agreed to: by the button it pressed, or by what the page had said."""
        choice, another = self.cleaned_data["choice"], self.cleaned_data["another"]
        told = self.shown is not None and (self.shown.waits or self.shown.early)
        takes = choice.removeprefix(TAKE)
        return Consent(
            shown=self.shown,
            waits=choice == WAIT or told,
            takes=int(takes) if takes.isdecimal() else None,
            another=another,
            notice=notice,
        )

    def party(self, people: tuple[Person, ...]) -> Party:
        data = self.cleaned_data
        if data["contact_attends"] and data["contact_name"] not in [one.name for one in people]:
            contact = Person(
                name=data["contact_name"], phone=data["contact_phone"], email=data["contact_email"]
            )
            people = (contact, *people)
        return Party(
            contact_name=data["contact_name"],
            contact_phone=data["contact_phone"],
            contact_email=data["contact_email"],
            company=data["company"],
            seats=data["seats"],
            min_seats=data["min_seats"],
            people=people,
        )


class ParticipantForm(forms.Form):
    name = NameField(label=gettext_lazy("姓名"), max_length=64, required=False)
    phone = PhoneField(
        label=gettext_lazy("手机"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    job_title = LineField(label=gettext_lazy("职务"), max_length=80, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # Colleagues, not the person typing. "off" would also keep a browser from giving back
            # on the way Back what was typed.
            field.widget.attrs["autocomplete"] = f"section-{self.prefix} {AUTOFILL[name]}"

    def clean(self):
        super().clean()
        data = self.cleaned_data
        unnamed = not data.get("name") and "name" not in self.errors
        if unnamed and (data.get("phone") or data.get("job_title")):
            self.add_error("name", _("请填写这位学员的姓名，或把这一行清空。"))
        return data

    def person(self) -> Person | None:
        data = self.cleaned_data
        if not data.get("name"):
            return None
        return Person(name=data["name"], phone=data["phone"], job_title=data["job_title"])


class ParticipantRows(forms.BaseFormSet):
    """One small form for each of the ``rows``, named participants-0-name and so on.

    The page says nothing of how many they are: rows are added by hand or by its script, and only
    those that were filled are looked at. ``people`` are shown in an unbound set.
    """

    form = ParticipantForm
    helper = form_helper(Piece("kaike/layout/person.html", *AUTOFILL), tag=False)
    extra, min_num, max_num, absolute_max = 0, 0, MOST_ROWS, MOST_ROWS
    can_order = can_delete = validate_min = validate_max = False
    renderer = get_default_renderer()

    def __init__(self, data=None, *, rows: Iterable[int], people: Sequence[Person] = ()):
        self.rows = list(rows)
        shown = [{name: getattr(person, name) for name in AUTOFILL} for person in people]
        super().__init__(data, prefix="participants", initial=shown)

    @cached_property
    def forms(self) -> list[ParticipantForm]:
        build = self._construct_form  # type: ignore[attr-defined]  # Django's own, not in its stubs
        return [build(number) for number in self.rows]

    @cached_property
    def management_form(self) -> ManagementForm:
        counts = {TOTAL_FORM_COUNT: len(self.rows), INITIAL_FORM_COUNT: 0}
        data = {f"{self.prefix}-{name}": number for name, number in counts.items()}
        form = ManagementForm(data, prefix=self.prefix)
        form.full_clean()
        return form

    def total_form_count(self) -> int:
        return len(self.rows)

    def clean(self):
        """One person a row: the list of the own page would not take it back."""
        seen: list[tuple[int, Person]] = []
        for number, form in zip(self.rows, self.forms, strict=True):
            person = None if form.errors else form.person()
            if person is None:
                continue
            if twin := next((row for row, other in seen if is_twice(person, other)), None):
                form.add_error("name", _(TWICE) % {"row": twin})
            seen.append((number + 1, person))

    def people(self) -> tuple[Person, ...]:
        return tuple(person for form in self.forms if (person := form.person()) is not None)


def typed_rows(data) -> list[Person]:
    """The rows that were sent, as they were typed; empty ones keep their place."""
    found = {int(match[1]) for name in data if (match := ROW_NAME.fullmatch(name))}
    rows = min(max(found, default=-1) + 1, MOST_ROWS)
    return [
        Person(
            name=data.get(f"participants-{n}-name", ""),
            phone=data.get(f"participants-{n}-phone", ""),
            job_title=data.get(f"participants-{n}-job_title", ""),
        )
        for n in range(rows)
    ]
