"""How often something was tried, by whom: counted without keeping who it was."""

from django.db import models


class Attempt(models.Model):
    """Tries under one key within one window; the key is a keyed hash (domain.rate_limit)."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"
