"""Enrolling by telephone: who calls is known again, and what is known is taken over when asked."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.admin.posted_values import row_number
from catalog.forms import field_of
from enrollment import actions
from enrollment.actions import inquiring
from enrollment.admin import known_contacts
from enrollment.admin.access_log import note_once_a_day
from enrollment.admin.forms import PhoneEnrollmentForm
from enrollment.domain import audit, same_contact, states
from enrollment.models import Inquiry, Person
from enrollment.models.enrollment import Channel
from enrollment.people.party import Person as Seated
from enrollment.queries import customer_history

FIND, TAKE, NARROW = "find", "take", "narrow"
PERSON, COMPANY = "person", "company"
EVERYBODY = 0  # no participant's id: one tick for all of the last


class KnownContactForm(PhoneEnrollmentForm):
    """The form by telephone, with the people of the contact's last parties to tick."""

    again = forms.TypedMultipleChoiceField(
        label=gettext_lazy("上次的学员"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("勾选的会加进名单，手机和职务一并带来。"),
    )
    person = forms.CharField(widget=forms.HiddenInput, required=False, max_length=19)
    inquiry = forms.CharField(widget=forms.HiddenInput, required=False, max_length=19)
    field_order = ["session_words", "session", "contact_name", "contact_phone", "contact_email"]
    field_order += ["company", "seats", "again", "names", "as_read", "language"]

    def __init__(self, *args, known: Person | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        people = known_contacts.last_people(known) if known is not None else []
        self.offered = {one.pk: one for one in people}
        if people:
            every = ngettext("全部 %(n)d 位", "全部 %(n)d 位", len(people)) % {"n": len(people)}
            field_of(self, "again", forms.ChoiceField).choices = [
                *([(EVERYBODY, every)] if len(people) > 1 else []),
                *((one.pk, known_contacts.description_of(one)) for one in people),
            ]
        else:
            del self.fields["again"]

    def people(self) -> tuple[Seated, ...]:
        typed = super().people()
        pks = self.cleaned_data.get("again", [])
        ticked = [one for pk, one in self.offered.items() if pk in pks or EVERYBODY in pks]
        named = {one.name for one in typed}
        return (*(_seated(one) for one in ticked if one.name not in named), *typed)


def _seated(one) -> Seated:
    return Seated(
        name=one.name,
        phone=one.phone,
        email=one.email,
        department=one.department,
        job_title=one.job_title,
    )


class PhoneEnrolling(admin.ModelAdmin):
    """A ModelAdmin of enrollments whose page to add one is the form by telephone."""

    def add_view(self, request, form_url="", extra_context=None):
        """Through the verb that visitors use."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            known = known_contacts.person_of(request.GET)
            form = KnownContactForm(
                initial=_begun(request.GET) | known_contacts.sought_in(request), known=known
            )
            return self._phone_page(request, form, known, "")
        if self._asks_who(request.POST):
            return self._page_as_typed(request)
        known = known_contacts.person_of(request.POST)
        form = KnownContactForm(request.POST, known=known)
        if form.is_valid():
            try:
                receipt = self.enroll(request, form)
            except actions.Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                return self._enrolled(request, form, receipt)
        return self._phone_page(request, form, known, _sought(request))

    def _asks_who(self, typed) -> bool:
        """A button of the search was pressed, or Enter in its field before anything else."""
        looks = bool(typed.get("who", "").strip()) and not typed.get("contact_name", "").strip()
        return looks or any(name in typed for name in (FIND, TAKE, NARROW))

    def _page_as_typed(self, request):
        """What was typed, with the contact that was chosen; nothing is judged yet."""
        typed = {name: request.POST.get(name, "") for name in KnownContactForm.base_fields}
        typed["again"] = request.POST.getlist("again")
        kind, _dash, number = request.POST.get(TAKE, "").partition("-")
        taken = known_contacts.initial_of({kind: number}) if kind in (PERSON, COMPANY) else {}
        if taken:
            typed |= taken | {"person": number if kind == PERSON else ""}
        elif TAKE in request.POST:
            messages.warning(request, _("这条记录已不存在，可能已并入另一条：请重新查找。"))
        known = known_contacts.person_of(typed)
        form = KnownContactForm(initial=typed, known=known)
        if NARROW in request.POST:
            form.narrow(typed["session_words"])
        # Who was looked for is found: the list would only stand before the form.
        return self._phone_page(request, form, known, "" if taken else _sought(request))

    def _enrolled(self, request, form, receipt):
        enrollment = receipt.enrollment
        said = {"code": enrollment.code, "state": enrollment.get_state_display()}
        messages.success(request, _("报名 %(code)s：%(state)s。") % said)
        if earlier := same_contact.others_of_contact(enrollment):
            messages.warning(request, same_contact.sentence(earlier, form.party(), by="staff"))
        self._answer_inquiry(request, form.cleaned_data["inquiry"], enrollment)
        address = reverse("admin:enrollment_enrollment_change", args=[enrollment.pk])
        return HttpResponseRedirect(address)

    def _answer_inquiry(self, request, typed: str, enrollment) -> None:
        """The inquiry it came from is held or won with it."""
        inquiry = Inquiry.objects.filter(pk=row_number(typed)).first()
        if inquiry is None or not request.user.has_perm("enrollment.change_inquiry"):
            return
        now, actor = timezone.now(), audit.actor_name(request.user)
        try:
            inquiring.link_enrollment(inquiry, enrollment, now=now, actor=actor)
        except states.InvalidTransition:
            messages.warning(request, _("咨询已经结束，没有改动。"))

    def _phone_page(self, request, form, known, typed: str):
        if known is not None:
            note_once_a_day(known, request.user, verb="view")
        if typed.strip():
            audit.record(
                "search", "person", actor=audit.actor_name(request.user), now=timezone.now()
            )
        context = {
            **self.admin_site.each_context(request),
            "title": _("电话报名"),
            "opts": self.opts,
            "form": form,
            "known": known,
            "who": typed,
            "people": customer_history.find_people(typed),
            "companies": customer_history.find_companies(typed),
        }
        status = 400 if form.is_bound and form.errors else 200
        template = "admin/enrollment/enrollment/add.html"
        return TemplateResponse(request, template, context, status=status)

    def enroll(self, request, form) -> actions.Receipt:
        return actions.enroll(
            form.cleaned_data["session"],
            party=form.party(),
            key=form.cleaned_data["key"],
            now=timezone.now(),
            language=form.cleaned_data["language"],
            channel=Channel.STAFF,
            actor=audit.actor_name(request.user),
            user=request.user,
            hold_days=form.cleaned_data["hold_days"],
        )


def _sought(request) -> str:
    return request.POST.get("who", "")[:200]


def _begun(query) -> dict:
    chosen = query.get("session", "")
    begun = {name: query.get(name, "")[:19] for name in ("person", "inquiry")}
    begun["session"] = chosen if chosen.isdecimal() else None
    return begun | known_contacts.initial_of(query)
