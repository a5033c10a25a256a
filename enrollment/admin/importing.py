"""A list with many parties, pasted or uploaded by staff: looked at, mended, then enrolled."""

import uuid

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.forms import field_of
from catalog.models import Session
from enrollment import actions
from enrollment.admin.forms import StaffContactForm
from enrollment.admin.people_table import people_in, table_of
from enrollment.admin.typed_choices import SessionChoice, open_sessions, session_named
from enrollment.domain import audit
from enrollment.forms import roster_page
from enrollment.models.enrollment import MAX_PARTY, Channel
from enrollment.people.party import Party
from enrollment.people.roster import (
    Reading,
    RosterError,
    grids_sent,
    parties_of,
    read_grids,
    some_people,
)
from enrollment.views.roster_source import beside

MOST_PEOPLE = 1_000
MOST_PARTIES = 200


class ListForm(forms.Form):
    """What is sent: a file or a text, and the session of those whose row names none."""

    file = forms.FileField(
        label=gettext_lazy("名单文件"),
        required=False,
        help_text=gettext_lazy("可以有“单位”和“班次”列：一个单位、一个班次是一份报名。"),
    )
    pasted = forms.CharField(
        label=gettext_lazy("或粘贴名单"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    session = SessionChoice(
        Session.objects.none(), label=gettext_lazy("没有写班次的人报"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field_of(self, "session", forms.ModelChoiceField).queryset = open_sessions()


class PartyForm(StaffContactForm):
    """One party of the list, as it will be enrolled."""

    wanted = forms.BooleanField(label=gettext_lazy("登记这一份"), required=False, initial=True)
    session = SessionChoice(Session.objects.none(), label=gettext_lazy("班次"))
    people = forms.CharField(
        label=gettext_lazy("学员名单"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("一行一位，第一行是列名。"),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    field_order = ["wanted", "session", "company", "contact_name", "contact_phone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field_of(self, "session", forms.ModelChoiceField).queryset = open_sessions()

    def clean_people(self):
        people = people_in(self.cleaned_data["people"])
        if not 0 < len(people) <= MAX_PARTY:
            sentence = _("一份报名 1 至 %(most)d 人，这里有 %(people)d 人。")
            raise forms.ValidationError(sentence % {"most": MAX_PARTY, "people": len(people)})
        return people

    def party(self) -> Party:
        data = self.cleaned_data
        return Party(
            contact_name=data["contact_name"],
            contact_phone=data["contact_phone"],
            contact_email=data["contact_email"],
            company=data["company"],
            seats=len(data["people"]),
            people=tuple(data["people"]),
        )


class Importing(admin.ModelAdmin):
    """The page import/ of the enrollments: nothing is enrolled before it was looked at."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name="enrollment_enrollment_import"), *super().get_urls()]

    def import_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self.import_page(request, ListForm())
        if "enroll" in request.POST:
            return self.enroll_parties(request)
        form = ListForm(request.POST, request.FILES)
        form.is_valid()
        try:
            reading, choice = self.read_list(request)
        except RosterError as wrong:
            form.add_error(None, _(wrong.message) % wrong.params)
            return self.import_page(request, form, status=422)
        session = form.cleaned_data.get("session")
        empty = ListForm(initial={"session": session})  # what was read is unread no more
        parties = drafts_of(reading, session)
        return self.import_page(request, empty, parties=parties, **beside(reading, choice))

    def read_list(self, request):
        """The list that was sent, or the one of the page read in another way."""
        old = roster_page.carried(request.POST)
        if roster_page.is_changed(request.POST) and old.grids:
            choice = roster_page.chosen(request.POST, old)
            return read_grids(old.grids, choice), choice
        grids = grids_sent(request.FILES.get("file"), request.POST.get("pasted", ""))
        return some_people(read_grids(grids), most=MOST_PEOPLE), None

    def enroll_parties(self, request):
        count = min(int(request.POST.get("parties", "0") or 0), MOST_PARTIES)
        forms_ = [PartyForm(request.POST, prefix=f"party-{n}") for n in range(count)]
        wanted = [form for form in forms_ if form["wanted"].value()]
        valid = [form.is_valid() for form in wanted]
        above = ListForm()
        if roster_page.has_unread(request):
            above = ListForm(request.POST)
            above.is_valid()
            above.add_error(
                None, _("粘贴或选择的名单还没有读取：请先按“读取名单”，或清空后再登记。")
            )
        elif valid and all(valid):
            done = [self.enroll_one(request, form) for form in wanted]
            if all(done):
                address = reverse("admin:enrollment_enrollment_changelist")
                messages.success(request, _("已登记 %(count)d 份报名。") % {"count": len(done)})
                return HttpResponseRedirect(address)
        old = roster_page.carried(request.POST)
        more = beside(old.reading(), old.choice) if old.grids else {}
        return self.import_page(request, above, parties=forms_, status=422, **more)

    def enroll_one(self, request, form) -> bool:
        """Enroll one party in its own transaction; sent again it is the same enrollment."""
        try:
            actions.enroll(
                form.cleaned_data["session"],
                party=form.party(),
                key=form.cleaned_data["key"],
                now=timezone.now(),
                language=settings.LANGUAGE_CODE,
                channel=Channel.STAFF,
                actor=audit.actor_name(request.user),
                user=request.user,
                hold_days=None,
            )
        except actions.Refusal as refusal:
            form.add_error(None, str(refusal))
            return False
        return True

    def import_page(self, request, form, *, parties=(), status=200, **more):
        context = {
            **self.admin_site.each_context(request),
            "title": _("导入名单"),
            "opts": self.opts,
            "form": form,
            "parties": parties,
            **more,
        }
        template = "admin/enrollment/enrollment/import.html"
        return TemplateResponse(request, template, context, status=status)


def drafts_of(reading: Reading, session: Session | None) -> list[PartyForm]:
    """A form for each party of the list; the session is found by what the list says of it."""
    sessions = list(open_sessions())
    drafts = []
    for n, party in enumerate(parties_of(reading)[:MOST_PARTIES]):
        contact = party.contact
        initial = {
            "wanted": True,
            "session": session_named(party.session, sessions) or session,
            "company": party.company,
            "contact_name": contact.name,
            "contact_phone": contact.phone,
            "contact_email": contact.email,
            "people": table_of(party.people),
            "key": f"staff.{uuid.uuid4().hex}",
        }
        drafts.append(PartyForm(prefix=f"party-{n}", initial=initial))
    return drafts
