"""Links to a company's own page: staff give one to a contact, and take it back."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalog.admin.posted_values import row_number
from enrollment.admin import known_contacts
from enrollment.domain import audit, company_links
from enrollment.domain.refusals import Refusal

GIVE = "enrollment.change_enrollment"  # as for the link of an enrollment


class CompanyLinks(admin.ModelAdmin):
    """A ModelAdmin of companies with two more addresses: a new link, and the end of one."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/link/", wrap(self.link_view), name="enrollment_company_link"),
            path(
                "<int:pk>/revoke/<int:link>/",
                wrap(self.revoke_view),
                name="enrollment_company_revoke",
            ),
            *super().get_urls(),
        ]

    def link_view(self, request, pk):
        """POST ``person``: the link is shown on this answer and never again."""
        company = self._linked(request, pk)
        number = row_number(request.POST.get("person"))
        person = company_links.contacts_of(company).filter(pk=number).first()
        try:
            link, token = company_links.give_link(
                company,
                person,
                sees_colleagues="colleagues" in request.POST,
                now=timezone.now(),
                actor=audit.actor_name(request.user),
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return _back(company)
        with override(known_contacts.language_of(link.person)):
            address = settings.SITE_URL + reverse("enrollment:company", args=[token])
        context = {
            **self.admin_site.each_context(request),
            "title": _("单位页面的链接：%(name)s") % {"name": company},
            "opts": self.opts,
            "company": company,
            "link": link,
            "address": address,
        }
        response = TemplateResponse(request, "admin/enrollment/customer/link.html", context)
        response["Cache-Control"] = "no-store, private"
        return response

    def revoke_view(self, request, pk, link):
        company = self._linked(request, pk)
        known = get_object_or_404(company.links, pk=link)
        company_links.revoke_link(known, now=timezone.now(), actor=audit.actor_name(request.user))
        messages.success(request, _("链接已作废，打不开了。"))
        return _back(company)

    def _linked(self, request, pk):
        if not request.user.has_perm(GIVE):
            raise PermissionDenied
        if request.method != "POST":
            raise Http404
        return get_object_or_404(self.get_queryset(request), pk=pk)


def _back(company) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:enrollment_company_change", args=[company.pk]))
