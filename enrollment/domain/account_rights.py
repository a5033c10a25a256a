"""Whose account may be touched by whom: nobody gives what they have not, nor reaches upwards."""

from django.contrib.auth.models import Group, Permission, User
from django.db.models import Exists, OuterRef, Q, QuerySet

ROLES = ("editor", "sales", "finance", "manager", "auditor")


def rights_of(user: User) -> set[int]:
    """The permissions of an account by their ids, of one that is switched off as well."""
    mine = Permission.objects.filter(Q(user=user) | Q(group__user=user))
    return set(mine.values_list("pk", flat=True))


def is_above(account: User, actor: User) -> bool:
    """Whether the account may do something that ``actor`` may not."""
    if actor.is_superuser:
        return False
    return account.is_superuser or bool(rights_of(account) - rights_of(actor))


def may_touch_group(group: Group, actor: User) -> bool:
    """Whether ``actor`` has every right of the group."""
    return giveable_groups(actor).filter(pk=group.pk).exists()


def giveable_rights(actor: User) -> QuerySet[Permission]:
    """The permissions that ``actor`` may give."""
    every = Permission.objects.all()
    return every if actor.is_superuser else every.filter(pk__in=rights_of(actor))


def giveable_groups(actor: User) -> QuerySet[Group]:
    """The groups that hold no right which ``actor`` has not."""
    if actor.is_superuser:
        return Group.objects.all()
    direct = Group.permissions.through.objects.filter(group=OuterRef("pk"))
    return Group.objects.filter(~Exists(direct.exclude(permission__in=rights_of(actor))))
