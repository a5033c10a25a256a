"""What somebody of the staff chose and keeps by name, for themselves or for colleagues too."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OwnChoiceQuerySet(models.QuerySet["OwnChoice"]):
    def seen_by(self, user: User) -> Self:
        """One's own, and what colleagues share."""
        return self.filter(Q(owner=user) | Q(shared=True))


class OwnChoice(models.Model):
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("谁的")
    )
    name = models.CharField(_("名称"), max_length=40)
    shared = models.BooleanField(_("同事也能用"), default=False)

    objects = OwnChoiceQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()  # whoever sees the list may keep what they chose
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
