"""One history of an object (操作记录): what verbs and forms recorded, and what Django logged."""

from datetime import timedelta

from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.dispatch import receiver
from django.utils.translation import gettext, gettext_lazy

from catalog.admin.editing import history_asked
from enrollment.admin.audit_display import SHOWN, events_of

SAME_MOMENT = timedelta(seconds=2)  # a form's save is in both records, at the end of one request
LOGGED = {ADDITION: gettext_lazy("新增"), DELETION: gettext_lazy("删除")}


def history_of(thing) -> list[dict]:
    """The newest entries, with values where the record has them. Two queries."""
    events = [
        {
            "at": one["event"].at,
            "actor": one["actor"],
            "verb": one["verb"],
            "changes": one["changes"],
        }
        for one in events_of(thing)
    ]
    told = [(one["at"], one["actor"]) for one in events]
    entries = [_logged(entry) for entry in _log_of(thing)]
    more = [one for one in entries if not any(_is_same(one, *both) for both in told)]
    return sorted([*events, *more], key=lambda one: one["at"], reverse=True)[:SHOWN]


def _log_of(thing):
    kind = ContentType.objects.get_for_model(thing)
    rows = LogEntry.objects.filter(content_type=kind, object_id=str(thing.pk))
    return rows.select_related("user").order_by("-action_time")[:SHOWN]


def _logged(entry: LogEntry) -> dict:
    said = entry.get_change_message() if entry.action_flag not in LOGGED else ""
    return {
        "at": entry.action_time,
        "actor": entry.user.get_username(),
        "verb": str(LOGGED.get(entry.action_flag, gettext("修改"))),
        "changes": [("", said)] if said else [],
    }


def _is_same(entry: dict, at, actor: str) -> bool:
    return entry["actor"] == actor and abs(entry["at"] - at) < SAME_MOMENT


@receiver(history_asked)
def tell(sender, *, obj, **kwargs) -> list[dict]:
    return history_of(obj)
