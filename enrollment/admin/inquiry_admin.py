"""Inquiries: a board, a list, a page each, and buttons for what happens with them."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalog.admin.editing import Merging
from catalog.admin.merging import save_changes
from enrollment.actions import inquiring
from enrollment.admin.access_log import AccessLogged, PrivateSearch
from enrollment.admin.audit_display import events_of
from enrollment.admin.contact_search import ContactSearch
from enrollment.admin.exporting import Exporting
from enrollment.admin.filters import badge
from enrollment.admin.inquiry_forms import LoseForm, NextStepForm, QuoteForm, RecordForm
from enrollment.admin.known_contacts import initial_of, records_of, sought_in
from enrollment.admin.verbs import Button, Verbs
from enrollment.domain import audit, states
from enrollment.domain.pricing import price_text
from enrollment.domain.refusals import Refusal
from enrollment.models import Inquiry
from enrollment.models.contact import CONTACT
from enrollment.models.inquiry import OPEN, InquiryState
from enrollment.queries.export_listings import INQUIRIES, Listing
from enrollment.queries.inquiry_board import board

TOLD: tuple[str, ...] = (
    *("kind", "course", "text", "people", "place", "wished"),
    *(*CONTACT, "records"),
    *("channel", "language_name", "created_at"),
)
WORK = [
    *("state", "owner_name", "next_step", "next_on", "quote", "quote_amount", "quote_until"),
    *("party", "lost_reason"),
]
BUTTONS = [
    Button(inquiring.answer_inquiry, gettext_lazy("已联系，记下一步"), NextStepForm),
    Button(
        inquiring.plan_next_step,
        gettext_lazy("改下一步"),
        NextStepForm,
        states=tuple(state for state in OPEN if state != InquiryState.NEW),
    ),
    Button(inquiring.quote_inquiry, gettext_lazy("报价"), QuoteForm),
    Button(
        inquiring.lose_inquiry,
        gettext_lazy("未成交"),
        LoseForm,
        says=gettext_lazy("以后对方又来问，可以重新打开。"),
    ),
    Button(
        inquiring.close_inquiry,
        gettext_lazy("答复完，关闭"),
        says=gettext_lazy("只是一个问题、没有要成交的，答复后关闭。"),
    ),
    Button(inquiring.reopen_inquiry, gettext_lazy("重新打开"), NextStepForm),
]


class FollowFilter(admin.SimpleListFilter):
    """What is due, whose it is, and what nobody has taken."""

    title = gettext_lazy("跟进")
    parameter_name = "follow"

    def lookups(self, request, model_admin):
        return [
            ("due", gettext_lazy("今天该跟进")),
            ("mine", gettext_lazy("我跟进的")),
            ("nobody", gettext_lazy("没有人跟进")),
            ("open", gettext_lazy("没有结束的")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "due":
                return queryset.to_follow(today=timezone.localdate())
            case "mine":
                return queryset.filter(owner=request.user)
            case "nobody":
                return queryset.open().filter(owner=None)
            case "open":
                return queryset.open()
        return queryset


@admin.register(Inquiry)
class InquiryAdmin(
    PrivateSearch, AccessLogged, ContactSearch, Exporting, Verbs, Merging, admin.ModelAdmin
):
    personal = frozenset({"staff_note"})
    listings: tuple[Listing, ...] = (INQUIRIES,)
    buttons = BUTTONS
    table = states.NEXT_INQUIRY
    change_list_template = "admin/enrollment/inquiry/change_list.html"
    change_form_template = "admin/enrollment/inquiry/change_form.html"
    list_display = ["who", "state_badge", "kind", "course", "people", "next", "quoted", "asked"]
    list_filter = ["state", FollowFilter, "kind", "channel", "course"]
    list_select_related = ["course", "owner"]
    search_fields = ["company", "contact_name", "contact_phone", "text"]
    readonly_fields = [*WORK, *TOLD]
    fieldsets = [
        (None, {"fields": [*WORK, "staff_note"]}),
        (gettext_lazy("对方说的"), {"fields": TOLD}),
    ]

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("board/", wrap(self.board_view), name="enrollment_inquiry_board"),
            path("record/", wrap(self.record_view), name="enrollment_inquiry_record"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, inquiry, form, change):
        """Only the note: everything else of the row belongs to the verbs."""
        save_changes(inquiry, form)
        if "staff_note" in form.changed_data:
            actor = audit.actor_name(request.user)
            audit.record("change note", inquiry, actor=actor, now=timezone.now())

    def beside(self, request, inquiry) -> dict:
        return {"events": events_of(inquiry)}

    def board_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        mine = "mine" in request.GET
        now = timezone.now()
        context = {
            **self.admin_site.each_context(request),
            "title": _("咨询进度"),
            "opts": self.opts,
            "columns": board(now=now, owner=request.user if mine else None),
            "mine": mine,
            "today": timezone.localdate(),
        }
        return TemplateResponse(request, "admin/enrollment/inquiry/board.html", context)

    def record_view(self, request):
        """An inquiry by telephone."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        is_post = request.method == "POST"
        begun = initial_of(request.GET) | sought_in(request)
        form = RecordForm(request.POST if is_post else None, initial=begun)
        if is_post and form.is_valid():
            try:
                inquiry = inquiring.record_inquiry(
                    now=timezone.now(),
                    actor=audit.actor_name(request.user),
                    user=request.user,
                    **form.cleaned_data,
                )
            except Refusal as refusal:
                form.add_error("next_on", str(refusal))
            else:
                messages.success(request, _("咨询已记下。"))
                name = "admin:enrollment_inquiry_change"
                return HttpResponseRedirect(reverse(name, args=[inquiry.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("记一条咨询"),
            "opts": self.opts,
            "form": form,
            "go": _("记下"),
        }
        status = 400 if form.is_bound and form.errors else 200
        return TemplateResponse(request, "admin/enrollment/verb.html", context, status=status)

    @admin.display(description=gettext_lazy("语言"))
    def language_name(self, inquiry):
        return dict(settings.LANGUAGES).get(inquiry.language, inquiry.language)

    @admin.display(description=gettext_lazy("谁"), ordering="company")
    def who(self, inquiry):
        return " · ".join(filter(None, (inquiry.company, inquiry.contact_name)))

    @admin.display(description=gettext_lazy("下一步"), ordering="next_on")
    def next(self, inquiry):
        day = f"{inquiry.next_on:%m-%d}" if inquiry.next_on else ""
        owner = f" · {inquiry.owner.get_username()}" if inquiry.owner else ""
        return f"{day} {inquiry.next_step}{owner}".strip(" ·") or "—"

    @admin.display(description=gettext_lazy("报价（元）"), ordering="quote_amount")
    def quoted(self, inquiry):
        return "—" if inquiry.quote_amount is None else price_text(inquiry.quote_amount)

    @admin.display(description=gettext_lazy("提交时间"), ordering="created_at")
    def asked(self, inquiry):
        return f"{timezone.localtime(inquiry.created_at):%y-%m-%d}"

    @admin.display(description=gettext_lazy("跟进人"))
    def owner_name(self, inquiry):
        return inquiry.owner.get_username() if inquiry.owner else "—"

    @admin.display(description=gettext_lazy("状态"), ordering="state")
    def state_badge(self, inquiry):
        return badge(inquiry.state, inquiry.get_state_display())

    @admin.display(description=pgettext_lazy("one", "报名"))
    def party(self, inquiry):
        if inquiry.enrollment_id is None:
            return "—"
        address = reverse("admin:enrollment_enrollment_change", args=[inquiry.enrollment_id])
        said = inquiry.enrollment
        return format_html('<a href="{}">{}</a> {}', address, said, said.get_state_display())

    @admin.display(description=gettext_lazy("档案"))
    def records(self, inquiry):
        return records_of(inquiry) or "—"
