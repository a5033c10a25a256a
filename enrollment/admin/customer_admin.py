"""Companies and people in the back office: found, read on one page, merged and parted again."""

import re

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalog.admin.editing import Merging
from catalog.admin.posted_values import row_number
from catalog.text import inbound
from enrollment.actions import merging, naming_companies
from enrollment.actions.merging import NotMergeable, NotUndoable
from enrollment.admin.access_log import PrivateSearch, note_once_a_day
from enrollment.admin.audit_display import events_of
from enrollment.admin.company_link_admin import GIVE, CompanyLinks
from enrollment.admin.contact_search import ContactSearch
from enrollment.admin.exporting import Exporting
from enrollment.domain import audit, company_links
from enrollment.domain.refusals import Refusal
from enrollment.models import Company, CustomerMerge, Enrollment, MergeSuggestion, Person
from enrollment.models.enrollment import SEATED
from enrollment.people.company_names import read_name
from enrollment.people.phones import masked
from enrollment.queries import customer_history
from enrollment.queries.export_listings import COMPANIES, Listing

MERGE = "enrollment.merge_company"
WITH_HISTORY = ("enrollment", "inquiry", "interest")
TAX_NUMBER = re.compile(r"[0-9A-Z]{15,20}")


class Customers(PrivateSearch, ContactSearch, Merging, admin.ModelAdmin):
    """What the lists and pages of companies and people share; ``field`` leads from a row here."""

    field: str
    finder: str
    change_form_template = "admin/enrollment/customer/change_form.html"
    show_full_result_count = False
    list_per_page = 50
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 3})}}

    def get_urls(self):
        name, wrap = f"enrollment_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("<int:pk>/merge/", wrap(self.merge_view), name=f"{name}_merge"),
            path("<int:pk>/undo/<int:merge>/", wrap(self.undo_view), name=f"{name}_undo"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(merged_into=None)

    def counted(self, queryset):
        """With the parties, their seats and the newest, each counted for the rows shown."""
        rows = (
            Enrollment.objects.order_by().filter(**{self.field: OuterRef("pk")}).values(self.field)
        )
        seats = rows.annotate(n=Sum("seats", filter=Q(state__in=SEATED))).values("n")
        count, newest = rows.annotate(n=Count("pk")), rows.annotate(n=Max("created_at"))
        number: IntegerField[int, int] = IntegerField()
        return queryset.annotate(
            party_count=Coalesce(Subquery(count.values("n"), output_field=number), 0),
            seat_count=Coalesce(Subquery(seats, output_field=number), 0),
            newest=Subquery(newest.values("n")),
        )

    def has_delete_permission(self, request, obj=None):
        return False  # a record ends with the rows it grew from

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A record that was merged leads to the one it is in now."""
        customer = self.get_object(request, object_id)
        if customer is None and (kept := self._kept_of(object_id)):
            return self._back(kept)
        extra = dict(extra_context or {})
        if customer is not None and self.has_view_permission(request, customer):
            if request.method != "POST":
                note_once_a_day(customer, request.user, verb="view")
            extra |= {
                "history": customer_history.history_of(customer, today=timezone.localdate()),
                "events": events_of(customer),
                "may_merge": request.user.has_perm(MERGE),
                "may_open": {
                    noun: request.user.has_perm(f"enrollment.view_{noun}") for noun in WITH_HISTORY
                },
                "may_enroll": request.user.has_perm("enrollment.add_enrollment"),
                **self.beside(request, customer),
            }
        return super().change_view(request, object_id, form_url, extra)

    def beside(self, request, customer) -> dict:
        return {}

    def merge_view(self, request, pk):
        """Find the other by POST, look at both, merge: the other goes into this one."""
        customer = self._to_merge(request, pk)
        typed = request.POST.get("q", "")[:200]
        other = self._other(request.POST.get("other", request.GET.get("with", "")))
        refusal = ""
        if request.method == "POST" and "sure" in request.POST and other is not None:
            try:
                merging.merge(customer, other, **_about(request))
            except NotMergeable as wrong:
                refusal = str(wrong)
            else:
                said = {"other": other, "kept": customer}
                messages.success(request, _("“%(other)s”已并入“%(kept)s”；可以撤销。") % said)
                return self._back(customer)
        find = getattr(customer_history, f"find_{self.finder}")
        context = {
            **self.admin_site.each_context(request),
            "title": _("合并：%(name)s") % {"name": customer},
            "opts": self.opts,
            "customer": customer,
            "other": other,
            "typed": typed,
            "found": [one for one in find(typed) if one.pk != customer.pk],
            "totals": self._both_totals(customer, other),
            "refusal": refusal,
        }
        status = 409 if refusal else 200
        template = "admin/enrollment/customer/merge.html"
        return TemplateResponse(request, template, context, status=status)

    def undo_view(self, request, pk, merge):
        if request.method != "POST":
            raise Http404
        customer = self._to_merge(request, pk)
        kept = {f"{self.opts.model_name}_kept": customer}
        done = get_object_or_404(CustomerMerge, pk=merge, **kept)
        gone = done.gone
        try:
            merging.undo_merge(done, **_about(request))
        except NotUndoable as wrong:
            messages.error(request, str(wrong))
        else:
            messages.success(request, _("已撤销合并，“%(name)s”恢复原样。") % {"name": gone})
        return self._back(customer)

    def _kept_of(self, object_id):
        merged = self.model.objects.exclude(merged_into=None).select_related("merged_into")
        found = merged.filter(pk=row_number(object_id)).first()
        while found is not None and found.merged_into is not None:
            found = found.merged_into
        return found

    def _to_merge(self, request, pk):
        if not (request.user.has_perm(MERGE) and self.has_change_permission(request)):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def _other(self, typed: str):
        return self.model.objects.current().filter(pk=row_number(typed)).first()

    def _both_totals(self, customer, other) -> list[tuple]:
        both = [one for one in (customer, other) if one is not None]
        rows, totals_of = Enrollment.objects, customer_history.totals_of
        today = timezone.localdate()
        return [(one, totals_of(rows.filter(**{self.field: one}), today=today)) for one in both]

    def _back(self, customer):
        name = f"admin:enrollment_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[customer.pk]))

    @admin.display(description=pgettext_lazy("many", "报名"), ordering="party_count")
    def parties(self, customer):
        return customer.party_count

    @admin.display(description=gettext_lazy("人次"), ordering="seat_count")
    def seats(self, customer):
        return customer.seat_count

    @admin.display(description=gettext_lazy("最近报名"), ordering="newest")
    def last_party(self, customer):
        return f"{timezone.localtime(customer.newest):%Y-%m-%d}" if customer.newest else "—"


def _about(request) -> dict:
    return {"now": timezone.now(), "actor": audit.actor_name(request.user)}


class CompanyForm(forms.ModelForm):
    """A tax number is written one way and belongs to one company."""

    def clean_name(self) -> str:
        name = " ".join(inbound.line(self.cleaned_data["name"]).split())
        if not read_name(name).key:
            raise forms.ValidationError(_("请写单位的名称，例如 富滇银行昆明分行。"))
        return name

    def clean_tax_number(self) -> str:
        number = "".join(inbound.plain(self.cleaned_data["tax_number"]).split()).upper()
        if number and not TAX_NUMBER.fullmatch(number):
            raise forms.ValidationError(
                _("税号是 15 至 20 位数字和大写字母，例如 91530100MA6K000000。")
            )
        taken = Company.objects.current().exclude(pk=self.instance.pk)
        if number and (other := taken.filter(tax_number=number).first()):
            sentence = _("“%(name)s”已有这个税号：如果是同一个单位，请合并。")
            raise forms.ValidationError(sentence % {"name": other})
        return number


@admin.register(Company)
class CompanyAdmin(Exporting, CompanyLinks, Customers):
    listings: tuple[Listing, ...] = (COMPANIES,)
    field, finder = "company_record", "companies"
    personal = frozenset({"notes", "bank_account"})
    form = CompanyForm
    change_list_template = "admin/enrollment/customer/change_list.html"
    list_display = ["name", "parties", "seats", "people_count", "last_party", "tax_number"]
    search_fields = ["name", "names__name", "tax_number"]
    search_help_text = gettext_lazy("单位的任何一种写法，或税号")
    fields = ["name", "tax_number", "address", "bank", "bank_account", "notes"]

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path(
                "suggestions/", wrap(self.suggestions_view), name="enrollment_company_suggestions"
            ),
            path("<int:pk>/names/", wrap(self.names_view), name="enrollment_company_names"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        """``people_n`` counts as ``contacts_of``: who belongs to a company, or enrolled for it."""
        of_this_company = {"company_record": OuterRef("company"), "person": OuterRef("pk")}
        people = Person.objects.order_by().filter(company=OuterRef("pk"), merged_into=None)
        parties = Enrollment.objects.order_by()
        never_enrolled = people.exclude(Exists(parties.filter(**of_this_company)))
        rows = parties.filter(company_record=OuterRef("pk"))
        enrolled = rows.values("company_record").annotate(n=Count("person", distinct=True))
        number: IntegerField[int, int] = IntegerField()
        counts = (never_enrolled.values("company").annotate(n=Count("pk")), enrolled)
        belonging, coming = (
            Coalesce(Subquery(one.values("n"), output_field=number), 0) for one in counts
        )
        return self.counted(super().get_queryset(request)).annotate(people_n=belonging + coming)

    def beside(self, request, company) -> dict:
        return {
            "names": company.names.all(),
            "people": company_links.contacts_of(company).select_related("company"),
            "links": company.links.select_related("person"),
            "may_name": self.has_change_permission(request, company),
            "may_link": request.user.has_perm(GIVE),
            "now": timezone.now(),
        }

    def save_model(self, request, company, form, change):
        if not change:
            company.created_at = timezone.now()
        super().save_model(request, company, form, change)
        if not change or "name" in form.changed_data:
            naming_companies.write_name(company, company.name)

    def names_view(self, request, pk):
        """POST ``name``: one more way to write the company."""
        if request.method != "POST":
            raise Http404
        if not self.has_change_permission(request):
            raise PermissionDenied
        company = get_object_or_404(self.get_queryset(request), pk=pk)
        typed = request.POST.get("name", "")
        try:
            naming_companies.add_name(company, typed, **_about(request))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("以后写“%(name)s”的也是这个单位。") % {"name": typed.strip()}
            )
        return self._back(company)

    def suggestions_view(self, request):
        """What may be one: merge, or say that they are two."""
        if not request.user.has_perm(MERGE):
            raise PermissionDenied
        if request.method == "POST":
            number = row_number(request.POST.get("apart"))
            known = MergeSuggestion.objects.filter(pk=number)
            if suggestion := known.first():
                merging.keep_apart(suggestion, **_about(request))
                messages.success(request, _("记下了：不是同一个，以后不再提示。"))
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("可能是同一个"),
            "opts": self.opts,
            "suggestions": customer_history.open_suggestions()[:100],
        }
        return TemplateResponse(request, "admin/enrollment/customer/suggestions.html", context)

    @admin.display(description=pgettext_lazy("customers", "联系人"), ordering="people_n")
    def people_count(self, company):
        return company.people_n


@admin.register(Person)
class PersonAdmin(Customers):
    field, finder = "person", "people"
    personal = frozenset({"notes"})
    change_list_template = "admin/enrollment/customer/change_list.html"
    list_display = ["name", "company", "masked_phone", "parties", "seats", "last_party"]
    list_select_related = ["company"]
    search_fields = ["name", "phone", "email", "company__name"]
    search_help_text = gettext_lazy("姓名、手机、邮箱或单位")
    readonly_fields = ["name", "phone", "email", "company"]
    fields = ["name", "phone", "email", "company", "notes"]

    def get_queryset(self, request):
        return self.counted(super().get_queryset(request))

    def has_add_permission(self, request):
        return False  # people come with their enrollments and inquiries

    @admin.display(description=gettext_lazy("手机"))
    def masked_phone(self, person):
        return masked(person.phone)
