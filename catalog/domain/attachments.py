"""Files of outline items: judged when they come, found again in every version of the outline."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from catalog.models import Attachment, Course, Outline, OutlineItem

MAX_MB = 20
MB = 1024 * 1024
MAX_ENTRIES = 5_000
# What a file of each kind begins with; text begins with anything but a NUL.
MAGIC = {
    ".pdf": b"%PDF-",
    ".docx": b"PK\x03\x04",
    ".xlsx": b"PK\x03\x04",
    ".pptx": b"PK\x03\x04",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".txt": b"",
    ".csv": b"",
}


class NotAttached(Exception):
    """The file is refused; the text is for the person who chose it."""


@dataclass(frozen=True, slots=True)
class Placed:
    attachment: Attachment
    item: OutlineItem | None  # in the version asked for; ``None`` where the line is gone


def judge(upload: UploadedFile) -> None:
    """Raises NotAttached for what is too big, of no known kind, or not what its name says."""
    suffix = PurePath(upload.name or "").suffix.lower()
    if suffix not in MAGIC:
        raise NotAttached(_("请上传 PDF、Word、Excel、PowerPoint、图片或文本文件。"))
    if (upload.size or 0) > MAX_MB * MB:
        raise NotAttached(_("文件超过 %(limit)d MB，请压缩后再上传。") % {"limit": MAX_MB})
    upload.seek(0)
    head = upload.read(4096)
    upload.seek(0)
    is_text = not MAGIC[suffix]
    if not head or (b"\x00" in head if is_text else not head.startswith(MAGIC[suffix])):
        raise NotAttached(_("文件内容和它的扩展名对不上，请重新导出后再上传。"))
    if MAGIC[suffix].startswith(b"PK"):
        _judge_package(upload)


def _judge_package(upload: UploadedFile) -> None:
    try:
        with zipfile.ZipFile(upload) as package:
            names = [entry.filename.lower() for entry in package.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise NotAttached(_("文件打不开，请用 Office 或 WPS 重新保存后再上传。")) from error
    finally:
        upload.seek(0)
    if len(names) > MAX_ENTRIES or any(name.endswith("vbaproject.bin") for name in names):
        raise NotAttached(_("文件里有宏或异常的内容，请另存为不含宏的格式。"))


def judge_room(course: Course, *, new_bytes: int) -> None:
    """Raises NotAttached where ``more`` bytes are too much for the course, or for the site."""
    if new_bytes <= 0:
        return
    everything = Attachment.objects.aggregate(
        of_course=Sum("size", filter=Q(course=course), default=0), of_all=Sum("size", default=0)
    )
    limit = settings.ATTACHMENTS_COURSE_MB
    if everything["of_course"] + new_bytes > limit * MB:
        raise NotAttached(
            _(
                "本课程的资料合计不能超过 %(limit)d MB，现有 %(kept).1f MB。"
                "请先删除不用的文件，或压缩后再上传。"
            )
            % {"limit": limit, "kept": everything["of_course"] / MB}
        )
    if everything["of_all"] + new_bytes > settings.ATTACHMENTS_MB * MB:
        raise NotAttached(
            _(
                "全站的资料合计已接近上限 %(limit)d MB，放不下这些文件。"
                "请先删除不用的文件，或请管理员调高上限。"
            )
            % {"limit": settings.ATTACHMENTS_MB}
        )


def items_to_choose(course: Course) -> Iterator[tuple[str, str]]:
    """Key and words of each item of the newest version, in order, indented by depth."""
    newest = Outline.objects.filter(course=course).order_by("-number").first()
    if newest is None:
        return
    for item in newest.items.exclude(key="").order_by("position"):
        words = f"{item.label} {item.title}".strip()
        yield item.key, "\u3000" * (item.depth - 1) + words[:60]


def placed(course: Course, outline: Outline | None, *, enrolled: bool) -> list[Placed]:
    """The course's files in the order of the outline; two queries.

    Those for the enrolled are among them only when ``enrolled``.
    """
    shown = Q() if enrolled else Q(for_enrolled=False)
    attachments = list(Attachment.objects.filter(shown, course=course))
    keys = {attachment.item_key for attachment in attachments}
    items = (
        {item.key: item for item in outline.items.filter(key__in=keys)} if outline and keys else {}
    )
    rows = [Placed(attachment, items.get(attachment.item_key)) for attachment in attachments]
    return sorted(rows, key=lambda row: row.item.position if row.item else 0)
