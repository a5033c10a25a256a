"""Facts that were changed by hand in the back office, in the record beside what the verbs did."""

from django.dispatch import receiver
from django.utils import timezone

from catalog.admin.editing import course_copied, course_deleted, facts_changed
from enrollment.domain import audit
from enrollment.models import Enrollment, Inquiry

TOLD_BY_THEMSELVES = (Enrollment, Inquiry)  # their admins say what was done in words of their own


@receiver(facts_changed)
def write_down(sender, *, obj, user, changes, **kwargs):
    if sender not in TOLD_BY_THEMSELVES:
        actor = audit.actor_name(user)
        audit.record("change facts", obj, actor=actor, now=timezone.now(), **changes)


@receiver(course_deleted)
def write_down_deletion(sender, *, obj, user, changes, **kwargs):
    actor = audit.actor_name(user)
    audit.record("delete course", obj, actor=actor, now=timezone.now(), **changes)


@receiver(course_copied)
def write_down_copy(sender, *, obj, user, changes, **kwargs):
    actor = audit.actor_name(user)
    audit.record("copy course", obj, actor=actor, now=timezone.now(), **changes)
