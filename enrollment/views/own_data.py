"""What is stored about a party, on its own page: to read, to take along, to ask for more."""

import json

from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enrollment import actions
from enrollment.actions.privacy_requests import ask_privacy
from enrollment.domain import audit
from enrollment.models.privacy import RequestKind
from enrollment.queries.personal_copy import copy_of_party
from enrollment.views.own import own_page
from enrollment.views.own_changes import back, refused, task_page

KINDS = {"json": "application/json", "html": "text/html; charset=utf-8"}


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def data(request, own):
    refusal: actions.Refusal | None = None
    chosen = request.POST.get("kind", "")
    if request.method == "POST":
        if chosen not in RequestKind.values:
            refusal = actions.NotPossible(_("请选择一项请求。"))
        else:
            refusal = refused(request, ask_privacy, own, kind=RequestKind(chosen))
            if refusal is None:
                return back(own, done="asked")
    now = timezone.now()
    return task_page(
        request,
        own,
        "enrollment/own_data.html",
        refusal=refusal,
        kinds=RequestKind.choices,
        chosen=chosen,
        asked=own.enrollment.privacy_requests.order_by("-asked_at"),
        copy=copy_of_party(own.enrollment, now=now) if own.is_unlocked else None,
    )


@require_safe
@own_page
def copy(request, own, kind):
    """The same as a file; only in a browser that knows the number."""
    if not own.is_unlocked:
        return HttpResponseRedirect(own.url() + "#unlock", status=303)
    now = timezone.now()
    stored = copy_of_party(own.enrollment, now=now)
    if kind == "json":
        body = json.dumps(stored, ensure_ascii=False, indent=1)
    else:
        body = render_to_string("enrollment/copy_file.html", {"copy": stored})
    if request.method == "GET":
        audit.record("copy", own.enrollment, actor="visitor", now=now)
    response = HttpResponse(body, content_type=KINDS[kind])
    name = f"{own.enrollment.code}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
