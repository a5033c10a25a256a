"""Whom a party, an inquiry or an interest came from: how somebody is reached, as it was typed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

CONTACT = ("contact_name", "contact_phone", "contact_email", "company")


class Contact(models.Model):
    """The fields of ``CONTACT``. Who it is among the customers, each model says for itself."""

    contact_name = models.CharField(_("联系人"), max_length=64)
    contact_phone = models.CharField(_("手机"), max_length=40)
    contact_email = models.EmailField(_("邮箱"), blank=True)
    company = models.CharField(_("单位"), max_length=120, blank=True)

    class Meta:
        abstract = True
