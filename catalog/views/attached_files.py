"""A stored file as an answer: something to keep, which cannot run on this site."""

from pathlib import PurePath

from django.db.models.fields.files import FieldFile
from django.http import FileResponse

from catalog.models import Attachment


def download(attachment: Attachment) -> FileResponse:
    """The file, never shown inside the page: what is in it cannot run here."""
    suffix = PurePath(attachment.file.name).suffix
    name = attachment.name if attachment.name.lower().endswith(suffix) else attachment.name + suffix
    return as_download(attachment.file, name)


def as_download(file: FieldFile, name: str) -> FileResponse:
    """A stored file under that name, as something to keep and never to run."""
    response = FileResponse(file.open("rb"), as_attachment=True, filename=name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
