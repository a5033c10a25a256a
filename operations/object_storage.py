"""Files in a bucket of any S3-compatible storage, with the standard library alone.

For backups the key needs the right to put objects and no other: whoever breaks into this server
can then neither read nor delete what was copied away. Expiry is a rule of the bucket itself.
"""

import hashlib
import hmac
import http.client
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qs, quote, unquote, urlsplit

from enrollment.management.backups import BackupError

PATIENCE = 60  # seconds for each step of the connection


@dataclass(frozen=True, slots=True)
class Bucket:
    """``https://KEY:SECRET@host/bucket/folder?region=cn-north-1``."""

    host: str
    path: str
    key: str
    secret: str
    region: str = "us-east-1"
    tls: bool = True

    @classmethod
    def from_url(cls, url: str) -> "Bucket":
        parts = urlsplit(url)
        return cls(
            host=parts.netloc.rpartition("@")[2],
            path=parts.path.rstrip("/"),
            key=unquote(parts.username or ""),
            secret=unquote(parts.password or ""),
            region=parse_qs(parts.query).get("region", ["us-east-1"])[0],
            tls=parts.scheme == "https",
        )


class StorageError(OSError):
    """The storage was not reached, or did not do what it was asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> str:
        return self.body[:500].decode(errors="replace")


def upload(file: Path, bucket: Bucket, *, now: datetime) -> None:
    """Put the file into the bucket; raise BackupError with what the storage answered."""
    with file.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    try:
        with file.open("rb") as handle:
            size = file.stat().st_size
            answer = _asked(bucket, "PUT", file.name, handle, digest=digest, size=size, now=now)
    except StorageError as error:
        raise BackupError(str(error)) from error
    if answer.status != 200:
        raise BackupError(f"The storage at {bucket.host} answered {answer.status}: {answer.told}")


def send(bucket: Bucket, method: str, name: str, body: bytes, *, now: datetime) -> Answer:
    """Return what the storage answers about one object; raise StorageError where it is away."""
    digest = hashlib.sha256(body).hexdigest()
    return _asked(bucket, method, name, body, digest=digest, size=len(body), now=now)


def _asked(
    bucket: Bucket,
    method: str,
    name: str,
    body: bytes | BinaryIO,
    *,
    digest: str,
    size: int,
    now: datetime,
) -> Answer:
    path = f"{bucket.path}/{name}"
    headers = signed(bucket, method, path, {"x-amz-content-sha256": digest}, digest, now=now)
    headers["Content-Length"] = str(size)
    if bucket.tls:
        context = ssl.create_default_context()
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            bucket.host, timeout=PATIENCE, context=context
        )
    else:
        connection = http.client.HTTPConnection(bucket.host, timeout=PATIENCE)
    try:
        connection.request(method, quote(path), body=body, headers=headers)
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.headers), answer.read())
    except (OSError, http.client.HTTPException) as error:
        raise StorageError(f"The storage at {bucket.host} was not reached: {error}.") from error
    finally:
        connection.close()


def signed(
    bucket: Bucket,
    method: str,
    path: str,
    headers: dict[str, str],
    payload_sha256: str,
    *,
    now: datetime,
) -> dict[str, str]:
    """Return the headers with host, date and signature (AWS Signature Version 4) added."""
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    headers = {"host": bucket.host, "x-amz-date": moment} | headers
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    request = f"{method}\n{quote(path)}\n\n{lines}\n{names}\n{payload_sha256}"
    scope = f"{moment[:8]}/{bucket.region}/s3/aws4_request"
    hashed = hashlib.sha256(request.encode()).hexdigest()
    key = f"AWS4{bucket.secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashed}"
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    return headers | {
        "Authorization": f"AWS4-HMAC-SHA256 Credential={bucket.key}/{scope},"
        f"SignedHeaders={names},Signature={signature}"
    }
