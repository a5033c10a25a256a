"""One letter to all or some parties of a session: written, previewed with a real party, sent."""

import uuid

from django import forms
from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from catalog.admin.posted_values import row_number
from catalog.forms import field_of
from enrollment.actions import writing_letters
from enrollment.admin.classes.page import address, back, class_page, shown
from enrollment.domain import audit, letter_texts
from enrollment.domain.refusals import Refusal
from enrollment.forms.fields import LineField, TextField
from enrollment.messaging.messages import render_group, without_links
from enrollment.models import Enrollment, GroupLetter
from enrollment.models.record import MessageKind

TEXTS = ("subject", "body", "subject_en", "body_en")


class PartiesChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, party: Enrollment) -> str:
        return f"{party.code} {party.company} · {party.get_state_display()}"


class GroupLetterForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    subject = LineField(
        label=gettext_lazy("标题"),
        max_length=200,
        error_messages={"required": gettext_lazy("请写标题。")},
    )
    body = TextField(
        label=gettext_lazy("正文"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": gettext_lazy("请写正文。")},
    )
    subject_en = LineField(
        label=pgettext_lazy("letter", "英文标题"), max_length=200, required=False
    )
    body_en = TextField(
        label=gettext_lazy("英文正文"),
        max_length=5000,
        required=False,
        help_text=gettext_lazy("用英文报名的一方收到英文；留空则都收到中文。"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    parties = PartiesChoice(
        Enrollment.objects.none(),
        label=gettext_lazy("寄给谁"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少选一份报名。")},
    )

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        field_of(self, "parties", PartiesChoice).queryset = writing_letters.addressed(session)

    def clean(self):
        super().clean()
        data = self.cleaned_data
        for subject, body in (("subject", "body"), ("subject_en", "body_en")):
            try:
                letter_texts.check(MessageKind.GROUP, data.get(subject) or "", data.get(body) or "")
            except letter_texts.TextRefused as refusal:
                self.add_error(body, str(refusal))
        if bool(data.get("subject_en")) != bool(data.get("body_en")):
            self.add_error("body_en", _("英文的标题和正文要么都写，要么都留空。"))
        return data

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}


@require_http_methods(["GET", "HEAD", "POST"])
@class_page("add_groupletter")
def group_letter(request, session):
    if request.method != "POST":
        first = {"key": uuid.uuid4().hex, "parties": chosen_before(request, session)}
        return page(request, session, GroupLetterForm(session=session, initial=first))
    form = GroupLetterForm(request.POST, session=session)
    if not form.is_valid():
        return page(request, session, form, status=400)
    if "send" not in request.POST:
        return page(request, session, form, previews=previews_of(form))
    try:
        letter = writing_letters.write_to_group(
            session,
            parties=[party.pk for party in form.cleaned_data["parties"]],
            key=form.cleaned_data["key"] or uuid.uuid4().hex,
            texts=form.texts(),
            now=timezone.now(),
            actor=audit.actor_name(request.user),
            user=request.user,
        )
    except writing_letters.AlreadyWritten as refusal:
        return once_more(request, session, form, refusal)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return page(request, session, form, status=409)
    count = letter.messages.count()
    said = ngettext("%(n)d 封信会在几分钟内寄出。", "%(n)d 封信会在几分钟内寄出。", count)
    messages.success(request, said % {"n": count})
    return back(address(session) + "#letters")


def chosen_before(request, session) -> list[int]:
    """Those that were chosen in the list of parties, else everybody whom a letter reaches."""
    everybody = list(writing_letters.addressed(session).values_list("pk", flat=True))
    asked = {row_number(one) for one in request.GET.getlist("party")}
    return [pk for pk in everybody if pk in asked] if asked else everybody


def once_more(request, session, form, refusal: writing_letters.AlreadyWritten):
    """The form under a new key: sent again, it is a letter of its own."""
    data = request.POST.copy()
    data["key"] = uuid.uuid4().hex
    data.setlist("parties", [str(pk) for pk in refusal.parties])
    form = GroupLetterForm(data, session=session)
    previews = previews_of(form) if form.is_valid() else ()
    messages.error(request, str(refusal))
    return page(request, session, form, status=409, previews=previews)


def previews_of(form: GroupLetterForm) -> list[dict]:
    """As the first chosen party of each language gets it."""
    letter = GroupLetter(**form.texts())
    found: dict[str, dict] = {}
    for party in form.cleaned_data["parties"]:
        language = party.language if letter.subject_en else ""
        if language not in found:
            fresh = Enrollment.objects.with_names().get(pk=party.pk)
            subject, body = without_links(fresh, render_group(fresh, letter))
            found[language] = {"party": party, "subject": subject, "body": body}
    return list(found.values())


def page(request, session, form, *, status=None, previews=()):
    """The form with the placeholders it knows, and below it how the letter would read."""
    names = [letter_texts.written(name) for name in letter_texts.known_to(MessageKind.GROUP)]
    chosen = len(form.cleaned_data["parties"]) if previews else 0
    return shown(
        request,
        session,
        "group_letter",
        _("写信给全班：%(session)s") % {"session": session},
        status=status,
        form=form,
        previews=previews,
        chosen=chosen,
        placeholders=names,
    )
