"""A choice of filters of a list, kept by name for its owner or everybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enrollment.models.own_choice import OwnChoice


class SavedView(OwnChoice):
    query = models.CharField(_("筛选"), max_length=1000)  # of the address; never what was searched

    class Meta(OwnChoice.Meta):
        abstract = False
        verbose_name = pgettext_lazy("one", "存好的筛选")
        verbose_name_plural = pgettext_lazy("many", "存好的筛选")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"], name="saved_view_has_a_name_of_its_own"
            )
        ]
