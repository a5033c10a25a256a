"""Certificates of a class: who has earned one; issued, printed, withdrawn, corrected."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from catalog.admin.posted_values import row_number
from catalog.documents.fonts import NoFont
from enrollment.actions import certifying as verbs
from enrollment.admin.classes.page import address, back, class_page, no_font, shown
from enrollment.documents.certificates import certificates_pdf
from enrollment.domain import audit
from enrollment.domain.class_days import people_of
from enrollment.domain.refusals import Refusal
from enrollment.domain.standings import rules_of, standings
from enrollment.forms.fields import LineField, NameField
from enrollment.models import Certificate


class NameCorrection(forms.Form):
    name = NameField(
        label=gettext_lazy("正确的姓名"),
        max_length=64,
        error_messages={"required": gettext_lazy("请填写正确的姓名。")},
    )


class Withdrawal(forms.Form):
    reason = LineField(
        label=gettext_lazy("作废的原因"),
        max_length=200,
        error_messages={"required": gettext_lazy("请写明作废的原因，不要写姓名。")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@class_page("view_certificate")
def certificates(request, session):
    if request.method == "POST":
        return act(request, session)
    return listed(request, session)


def listed(request, session, *, error="", typed=None, status=None):
    rows = standings(session)
    may_change = request.user.has_perm("enrollment.change_certificate")
    typed_in = row_typed(session, typed or {})
    has_row = may_change and any(row.participant.pk == typed_in for row in rows)
    old = Certificate.objects.filter(session=session).exclude(withdrawn_at=None)
    return shown(
        request,
        session,
        "certificates",
        _("证书：%(session)s") % {"session": session},
        status=status,
        rows=rows,
        due=sum(one.is_due_with_all for one in rows),
        valid=sum(one.certificate is not None for one in rows),
        needed=rules_of(session.course).needed_percent,
        withdrawn=old.select_related("replaced_by"),
        may_issue=request.user.has_perm("enrollment.add_certificate"),
        may_change=may_change,
        is_over=session.ends_on is not None and timezone.localdate() >= session.ends_on,
        error=error,
        typed=typed or {},
        wrong_row=typed_in if has_row else None,
    )


def row_typed(session, typed) -> int | None:
    """The participant in whose row something was typed."""
    if number := number_in(typed):
        named = Certificate.objects.filter(session=session, number=number)
        return named.values_list("participant", flat=True).first()
    return row_number(typed.get("participant", ""))


def number_in(posted) -> str:
    """The number of the certificate meant; PostgreSQL takes no NUL, even to find nothing."""
    return posted.get("number", "").replace("\0", "")


VERBS = {
    "issue": "add_certificate",
    "withdraw": "change_certificate",
    "correct": "change_certificate",
}


def act(request, session):
    do = request.POST.get("do", "")
    if not request.user.has_perm(f"enrollment.{VERBS.get(do, 'add_certificate')}"):
        raise PermissionDenied
    said = {"now": timezone.now(), "actor": audit.actor_name(request.user)}
    try:
        done = {"issue": issue, "withdraw": withdraw, "correct": correct}.get(do, issue)(
            request, session, said
        )
    except Refusal as refusal:
        return listed(request, session, error=str(refusal), typed=request.POST, status=409)
    except forms.ValidationError as wrong:
        sentence = " ".join(wrong.messages)
        return listed(request, session, error=sentence, typed=request.POST, status=400)
    messages.success(request, done)
    return back(address(session, "certificates"))


def issue(request, session, said) -> str:
    chosen = request.POST.get("participant", "")
    wanted = [int(chosen)] if chosen.isascii() and chosen.isdecimal() else None
    issued = verbs.issue(session, participants=wanted, user=request.user, **said)
    sentence = ngettext("发了 %(n)d 张证书。", "发了 %(n)d 张证书。", len(issued))
    return sentence % {"n": len(issued)}


def withdraw(request, session, said) -> str:
    form = Withdrawal(request.POST)
    check(form)
    asked = Certificate.objects.valid().filter(session=session)
    certificate = asked.filter(number=number_in(request.POST)).first()
    if certificate is None:
        raise forms.ValidationError(_("这张证书已经作废，或不是这个班的。"))
    verbs.withdraw(certificate, reason=form.cleaned_data["reason"], **said)
    return _("证书 %(number)s 已作废。") % {"number": certificate.number}


def correct(request, session, said) -> str:
    form = NameCorrection(request.POST)
    check(form)
    chosen = request.POST.get("participant", "")
    person = people_of(session).filter(pk=row_number(chosen)).first()
    if person is None:
        raise forms.ValidationError(_("名单刚刚变了，请从名单里重新选。"))
    name = form.cleaned_data["name"]
    new = verbs.correct_name(person, name=name, user=request.user, **said)
    if new is None and person.name == name:
        return _("姓名和原来一样，没有改动。")
    if new is None:
        return _("姓名已更正。")
    return _("姓名已更正，换发了证书 %(number)s，旧的已作废。") % {"number": new.number}


def check(form) -> None:
    """Raise ValidationError with the sentences of the form."""
    if not form.is_valid():
        raise forms.ValidationError([text for texts in form.errors.values() for text in texts])


@require_safe
@class_page("view_certificate")
def certificate_pdf(request, session, number):
    """One certificate by its number, or all valid ones of the class."""
    rows = Certificate.objects.valid().filter(session=session).order_by("pk")
    rows = rows.select_related("session__city", "session__course", "participant")
    found = list(rows if number == "all" else rows.filter(number=number))
    if not found:
        messages.warning(request, _("还没有有效的证书。"))
        return back(address(session, "certificates"))
    try:
        body = certificates_pdf(session.course, found)
    except NoFont:
        return no_font(request, address(session, "certificates"))
    audit.record(
        "print paper",
        session,
        actor=audit.actor_name(request.user),
        now=timezone.now(),
        form="certificate",
        certificates=len(found),
    )
    response = HttpResponse(body, content_type="application/pdf")
    name = number if number != "all" else f"certificates-{session.public_id}"
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
