"""What the site remembers of its own work."""

from django.db import models


class TaskRun(models.Model):
    """When a nightly task last ended well, and when it last failed; one row a task."""

    name = models.CharField(max_length=40, unique=True)
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.name

    @property
    def has_failed(self) -> bool:
        """Whether the last run is one that failed."""
        return self.failed_at is not None and (
            self.succeeded_at is None or self.failed_at > self.succeeded_at
        )
