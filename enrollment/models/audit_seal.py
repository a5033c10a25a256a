"""The chain over the audit events: a row for each one that was sealed, in that order."""

from django.db import models


class AuditSeal(models.Model):
    """``digest`` is the SHA-256 of the seal before and of the event as it was written.

    No foreign key: a seal whose event is gone has to stay.
    """

    position = models.PositiveBigIntegerField(primary_key=True)  # 1, 2, 3 … without a gap
    event_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:12]}"
