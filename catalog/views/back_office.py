"""The back office itself: what was posted after the sign-in expired is kept, and comes back.

A POST that cannot be taken (nobody is signed in, the token is of an earlier sign-in, the database
is away) is answered with a page that holds it in hidden fields. Nothing of it is done or stored:
after signing in the form opens as it was filled in, and its author saves it.
"""

import json

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.i18n import JavaScriptCatalog

CARRIED = "carried"
RESUMED = "resumed"  # the hidden field of a form that comes back to be looked at once more
NEVER = "password"  # in the name of a field: never carried
# Addresses that end so have a form.
FORMS = ("_telephone", "_add", "_change", "_do", "_import", "_outline")


class AdminWords(JavaScriptCatalog):
    """What Django's scripts say, and in Chinese what Django has not translated yet."""

    packages = ["django.contrib.admin"]

    def get_catalog(self):
        own = {
            'Choose %s by selecting them and then select the "Choose" arrow button.': _(
                "选中%s，再按箭头选用。"
            ),
            'Remove %s by selecting them and then select the "Remove" arrow button.': _(
                "选中%s，再按箭头去掉。"
            ),
            "Choose all %s": _("选用全部%s"),
            "Choose selected %s": _("选用选中的%s"),
            "Remove selected %s": _("去掉选中的%s"),
            "Remove all %s": _("去掉全部%s"),
            "(click to clear)": _("（按一下清除）"),
        }
        return super().get_catalog() | own


def staff_site() -> "BackOffice":
    """The site of the back office. Raise TypeError where another one was set up."""
    if not isinstance(admin.site, BackOffice):
        raise TypeError(type(admin.site).__name__)
    return admin.site


class BackOffice(AdminSite):
    login_template = "admin/signin.html"

    def i18n_javascript(self, request, extra_context=None):
        return AdminWords.as_view()(request)

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        def keeping(request, *args, **kwargs):
            if request.method == "POST" and not self.has_permission(request):
                return self.unsigned(request)
            return inner(request, *args, **kwargs)

        keeping.__dict__.update(inner.__dict__)
        return keeping

    def unsigned(self, request):
        """The sign-in, with what was posted in it."""
        carried = carried_by(request)
        if request.path == reverse("admin:logout") or not carried:
            return HttpResponseRedirect(self.sign_in_address(request.get_full_path()))
        return self.sign_in_page(request, carried, request.get_full_path())

    def sign_in_page(self, request, carried: dict, target: str):
        context = {
            **self.each_context(request),
            "title": _("登录"),
            "app_path": self.sign_in_address(target),
            "next": target,
            "form": (self.login_form or AdminAuthenticationForm)(request),
            "carried": json.dumps(carried, ensure_ascii=False),
        }
        return TemplateResponse(request, self.login_template, context, status=403)

    def sign_in_address(self, target: str) -> str:
        return f"{reverse('admin:login')}?{urlencode({'next': target})}"

    def login(self, request, extra_context=None):
        carried = carried_in(request)
        extra = {**(extra_context or {}), "carried": request.POST.get(CARRIED, "")}
        response = super().login(request, extra)
        signed_in = request.method == "POST" and isinstance(response, HttpResponseRedirect)
        if signed_in and carried and self.has_permission(request):
            return again_page(request, carried, response["Location"])
        return response

    def refused(self, request):
        """A POST whose token is not of this sign-in: it is shown again, with one that is."""
        login = reverse("admin:login")
        if request.path == login or not is_own(request):
            carried = carried_in(request) if is_own(request) else None
            target = request.POST.get("next", "") or reverse("admin:index")
            if carried:
                return self.sign_in_page(request, carried, target)
            return HttpResponseRedirect(self.sign_in_address(target)) if is_own(request) else None
        if not self.has_permission(request):
            return self.unsigned(request)
        carried = carried_by(request)
        if not carried:
            return HttpResponseRedirect(request.get_full_path())
        return again_page(request, carried, request.get_full_path(), status=403)


def in_the_back_office(request) -> bool:
    return request.path.startswith(reverse("admin:index"))


def is_own(request) -> bool:
    """Whether the browser says that a page of this site sent it, or says nothing."""
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


def carried_by(request) -> dict | None:
    """What was posted, without tokens and passwords; ``None`` where nothing can be carried."""
    try:
        posted = request.POST
    except RequestDataTooBig:
        return None
    fields = [
        (name, value)
        for name, values in posted.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", RESUMED) and NEVER not in name
    ]
    files = [upload.name for upload in request.FILES.values()]
    return {"fields": fields, "files": files} if (fields or files) and is_own(request) else None


def carried_in(request) -> dict | None:
    """What the sign-in page held."""
    try:
        found = json.loads(request.POST.get(CARRIED, ""))
        fields = [(str(name), str(value)) for name, value in found["fields"]]
        return {"fields": fields, "files": [str(name) for name in found["files"]]}
    except (ValueError, KeyError, TypeError, RecursionError, RequestDataTooBig):
        return None


def again_page(request, carried: dict, target: str, *, status: int = 200):
    """A page with nothing but what was posted: it asks neither the database nor the session."""
    path = target.partition("?")[0]
    context = {
        "carried": carried,
        "target": target if path.startswith(reverse("admin:index")) else reverse("admin:index"),
        "is_form": has_form(path),
        "away": status == 503,
        "resumed": RESUMED,
    }
    return render(request, "admin/kept.html", context, status=status)


def has_form(path: str) -> bool:
    try:
        return (resolve(path).url_name or "").endswith(FORMS)
    except Resolver404:
        return False
