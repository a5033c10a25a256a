"""Whether a certificate is valid: asked with its number and the name on it, never listed."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.text.folding import name_key
from enrollment.domain.emptying import ERASED
from enrollment.forms.class_forms import CertificateForm
from enrollment.forms.contact_form import as_typed
from enrollment.models import Certificate
from enrollment.views.too_fast import sentence, too_fast, with_wait


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request, number=""):
    form = CertificateForm(request.POST or None, initial={"number": number})
    verdict, found, asked = None, None, request.method == "POST" and form.is_valid()
    if asked:
        wanted, name = form.cleaned_data["number"], form.cleaned_data["name"]
        verdict = too_fast(request, form, "certificate", about=f"{wanted}|{name}", number=wanted)
        found = None if verdict else find(wanted, name)
    context = {
        "form": form,
        "asked": asked and verdict is None,
        "certificate": found,
        "too_fast": sentence(verdict) if verdict else "",
        "wrong": form.is_bound and not asked,
        "today": timezone.localdate(),
    }
    status = 429 if verdict else 422 if context["wrong"] else 200
    response = render(request, "enrollment/certificate.html", context, status=status)
    return with_wait(response, verdict) if verdict else response


def find(number: str, name: str) -> Certificate | None:
    """The certificate with this number and this name; one of them alone says nothing."""
    numbered = Certificate.objects.filter(number=number).exclude(name=ERASED)
    found = numbered.select_related("session__course").first()
    return found if found and name_key(found.name) == name_key(name) else None


def not_accepted(request, number=""):
    """The page for a form whose token was refused."""
    form = CertificateForm(initial=as_typed(CertificateForm, request.POST))
    return render(request, "enrollment/certificate.html", {"form": form}, status=403)
