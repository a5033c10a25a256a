"""A lost link: asked for by phone and code or e-mail; the answer never says what was found."""

from datetime import timedelta

from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from enrollment.domain import outbox, rate_limit
from enrollment.forms.contact_form import as_typed
from enrollment.forms.own_forms import LostLinkForm
from enrollment.models import Enrollment
from enrollment.models.record import MessageKind
from enrollment.views.too_fast import sentence, too_fast, with_wait

HOUR = timedelta(hours=1)
MOST_LINKS = 5  # sent at once, the latest first


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request):
    form, verdict = LostLinkForm(request.POST or None), None
    asked = request.method == "POST" and form.is_valid()
    if asked:
        phone, proof = form.cleaned_data["phone"], form.cleaned_data["proof"]
        verdict = too_fast(request, form, "lost", about=f"{phone}|{proof}", phone=phone)
        if verdict is None:
            _send_links(phone, proof)
    context = {
        "form": form,
        "asked": asked and verdict is None,
        "is_over": verdict is not None,
        "too_fast": sentence(verdict) if verdict else "",
        "wrong": form.is_bound and not asked,
    }
    status = 429 if verdict else 422 if context["wrong"] else 200
    response = render(request, "enrollment/lost.html", context, status=status)
    return with_wait(response, verdict) if verdict else response


def not_accepted(request):
    """The page for a form whose token was refused."""
    form = LostLinkForm(initial=as_typed(LostLinkForm, request.POST))
    return render(request, "enrollment/lost.html", {"form": form}, status=403)


def _send_links(phone: str, proof: str) -> None:
    """A message is due for each enrollment found, once an hour; finding none costs the same."""
    now = timezone.now()
    found = Enrollment.objects.filter(
        Q(code=proof) | Q(contact_email__iexact=proof),
        contact_phone=phone,
        moved_to=None,
    ).order_by("-created_at")[:MOST_LINKS]
    hour = int(now.timestamp() // HOUR.total_seconds())
    if not outbox.due_for(list(found), MessageKind.LINK, now=now, version=hour):
        rate_limit.write_nothing(now=now)
