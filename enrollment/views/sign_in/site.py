"""The admin site of Kaike: the back office behind its door."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils import timezone

from catalog.views.back_office import BackOffice, carried_in
from enrollment.domain import audit, rate_limit
from enrollment.views.sign_in import confirming, own_account, signing_in

HOUR = timedelta(hours=1)
# Addresses of the back office whose posts need the password once more (confirming.py).
ASKS_AGAIN = {
    "enrollment_enrollment_export",
    "enrollment_enrollment_downloads",
    "enrollment_inquiry_export",
    "catalog_session_export",
    "enrollment_privacyrequest_person",
    "auth_user_add",
    "auth_user_change",
    "auth_user_password_change",
    "auth_group_add",
    "auth_group_change",
    "auth_group_delete",
}


class StaffSite(BackOffice):
    login_form = signing_in.SignInForm

    def get_urls(self):
        own = [
            path("account/", self.admin_view(own_account.overview), name="account"),
            path("account/factor/", own_account.factor, name="account_factor"),
            path("account/confirm/", self.admin_view(confirming.confirm), name="account_confirm"),
        ]
        return [*own, *super().get_urls()]

    def has_permission(self, request):
        """Staff who showed their second factor; without one, where none is demanded."""
        return super().has_permission(request) and not self.lacks_factor(request)

    def lacks_factor(self, request) -> bool:
        """Whether a second factor is due that this sign-in has not shown."""
        if getattr(request.user, "otp_device", None) is not None:
            return False
        return settings.STAFF_TOTP or request.session.get(signing_in.HAS_FACTOR, False)

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            name = request.resolver_match.url_name
            asked = request.method == "POST" and name in ASKS_AGAIN
            if asked and self.has_permission(request) and not confirming.is_fresh(request):
                return confirming.ask(request)
            try:
                return inner(request, *args, **kwargs)
            except PermissionDenied:
                note_refusal(request, name)
                raise

        guarded.__dict__.update(inner.__dict__)
        return guarded

    def login(self, request, extra_context=None):
        if self.may_set_up(request):
            return HttpResponseRedirect(own_account.factor_address(request.GET.get("next", "")))
        response = super().login(request, extra_context)
        if request.method == "POST":
            return self.after_a_try(request, response)
        return response

    def may_set_up(self, request) -> bool:
        """Whether this is somebody of staff whose second factor is still to be set up."""
        is_staff = request.method == "GET" and super().has_permission(request)
        return is_staff and self.lacks_factor(request) and own_account.has_none(request)

    def after_a_try(self, request, response):
        form = (getattr(response, "context_data", None) or {}).get("form")
        if form is not None and form.has_error("__all__", "too_many"):
            response.status_code = 429
            response["Retry-After"] = str(int(signing_in.WINDOW.total_seconds()))
        if form is not None or not request.user.is_authenticated:
            return response
        now = timezone.now()
        audit.record("sign in", request.user, actor=audit.actor_name(request.user), now=now)
        if super().has_permission(request) and self.lacks_factor(request):
            response = own_account.factor_page(
                request, target=request.POST.get("next", ""), carried=carried_in(request)
            )
        signing_in.remember_browser(request, response, request.user)
        return response

    def logout(self, request, extra_context=None):
        if request.method == "POST" and request.user.is_authenticated:
            actor = audit.actor_name(request.user)
            audit.record("sign out", request.user, actor=actor, now=timezone.now())
        response = super().logout(request, extra_context)
        if request.method == "POST":  # not "storage": drafts of outlines are kept there
            response["Clear-Site-Data"] = '"cache"'
        return response


def note_refusal(request, name: str) -> None:
    """Write down that somebody of staff was refused a page: once for each page and hour."""
    now, actor = timezone.now(), audit.actor_name(request.user)
    if not rate_limit.is_over("refused", f"{actor}|{name}", limit=1, window=HOUR, now=now):
        audit.record("refused", "page", actor=actor, now=now, page=name)
