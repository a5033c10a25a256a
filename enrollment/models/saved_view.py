"""A choice of filters of a list, kept by name for its owner or everybody."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SavedViewQuerySet(models.QuerySet):
    def seen_by(self, user):
        """One's own, and what colleagues share."""
        return self.filter(Q(owner=user) | Q(shared=True))


class SavedView(models.Model):
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("谁的")
    )
    name = models.CharField(_("名称"), max_length=40)
    query = models.CharField(_("筛选"), max_length=1000)  # of the address; never what was searched
    shared = models.BooleanField(_("同事也能用"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "存好的筛选")
        verbose_name_plural = pgettext_lazy("many", "存好的筛选")
        default_permissions = ()  # whoever sees the list may keep its filters
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"], name="saved_view_has_a_name_of_its_own"
            )
        ]

    def __str__(self):
        return self.name
