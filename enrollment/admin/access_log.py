"""Who looked at a person leaves a trace; what was searched for stands in no address."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.utils import timezone

from enrollment.domain import audit, private_search
from enrollment.models import AuditEvent


def note_once_a_day(thing, user, *, verb: str) -> None:
    """Write down who saw what: once per thing, person and day.

    A single INSERT: reading a page opens no transaction.
    """
    now, actor = timezone.now(), audit.actor_name(user)
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    seen = AuditEvent.objects.filter(
        object_type=thing._meta.model_name, object_id=str(thing.pk), verb=verb, actor=actor
    )
    if not seen.filter(at__gte=today).exists():
        audit.record(verb, thing, actor=actor, now=now)


class AccessLogged(admin.ModelAdmin):
    """A ModelAdmin whose page shows how somebody is reached."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method != "POST":
            thing = self.get_object(request, object_id)
            if thing is not None and self.has_view_permission(request, thing):
                note_once_a_day(thing, request.user, verb="view")
        return super().change_view(request, object_id, form_url, extra_context)


class PrivateSearch(admin.ModelAdmin):
    """A ModelAdmin whose list is searched by POST, which leaves a trace without the words."""

    def changelist_view(self, request, extra_context=None):
        is_search = request.method == "POST" and "q" in request.POST
        if is_search and "action" not in request.POST and self.has_view_permission(request):
            return self.searched(request)
        return super().changelist_view(request, extra_context)

    def searched(self, request):
        query = request.GET.copy()
        for name in ("q", "p", "e"):
            query.pop(name, None)
        if term := private_search.hidden(request.session, request.POST["q"]):
            query["q"] = term
            about = self.model._meta.model_name or ""
            audit.record("search", about, actor=audit.actor_name(request.user), now=timezone.now())
        address = f"{request.path}?{query.urlencode()}" if query else request.path
        return HttpResponseRedirect(address, status=303)

    def get_search_results(self, request, queryset, search_term):
        term = private_search.typed(request.session, search_term)
        return super().get_search_results(request, queryset, term)

    def get_changelist_instance(self, request):
        shown = super().get_changelist_instance(request)
        shown.__dict__["typed"] = private_search.typed(request.session, shown.query)
        return shown
