"""Uploaded files in a bucket of S3-compatible storage (UPLOADS_S3_URL), for several hosts."""

from io import BytesIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils import timezone
from django.utils.deconstruct import deconstructible

from operations.object_storage import Bucket, StorageError, send


@deconstructible
class BucketStorage(Storage):
    """Raise StorageError where the storage does not answer, FileNotFoundError without the file."""

    @property
    def bucket(self) -> Bucket:
        return Bucket.from_url(settings.UPLOADS_S3_URL)

    def _open(self, name, mode="rb"):
        return File(BytesIO(self._ask("GET", name)[1]), name=name)

    def _save(self, name, content):
        content.seek(0)
        self._ask("PUT", name, content.read())
        return name

    def delete(self, name):
        self._ask("DELETE", name)

    def exists(self, name):
        try:
            self._ask("HEAD", name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name):
        return int(self._ask("HEAD", name)[0]["Content-Length"])

    def _ask(self, method: str, name: str, body: bytes = b"") -> tuple[dict, bytes]:
        answer = send(self.bucket, method, name, body, now=timezone.now())
        if answer.status == 404 and method != "DELETE":
            raise FileNotFoundError(name)
        if answer.status not in {200, 204, 404}:
            raise StorageError(f"{self.bucket.host} answered {answer.status}: {answer.told}")
        return answer.headers, answer.body
