"""Files of outline items: judged, kept with their line, given to whom they are for."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalog.domain.attachments import NotAttached, items_to_choose, judge, placed
from catalog.domain.outline_versions import release, save_outline
from catalog.models import Attachment
from tests.factories import NOW, CourseFactory

FIRST = "第一模块 开场\n一、问候客户\n工具1：问候语清单\n第二模块 收尾\n一、约定下次"
SECOND = (
    "第一模块 收尾\n一、约定下次\n第二模块 开场\n一、问候客户与来意\n工具1：问候语清单\n二、递名片"
)


def package(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def course(db):
    course = CourseFactory(status="published")
    release(save_outline(course, FIRST, now=NOW), now=NOW)
    course.refresh_from_db()
    return course


def attach(course, words: str, **facts) -> Attachment:
    key = next(key for key, item in items_to_choose(course) if words in item)
    file = upload("a.pdf", b"%PDF-1.7 page")
    return Attachment.objects.create(
        course=course, item_key=key, **{"name": "问候语", "file": file, **facts}
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("清单.pdf", b"%PDF-1.7"),
        ("清单.DOCX", package("word/document.xml")),
        ("清单.txt", "一、问候".encode()),
        ("图.png", b"\x89PNG\r\n\x1a\nrest"),
    ],
)
def test_files_that_are_what_they_say_are_taken(name, content):
    file = upload(name, content)

    judge(file)

    assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("页面.html", b"<script>", "请上传"),
        ("图.svg", b"<svg/>", "请上传"),
        ("清单.pdf", b"MZ\x90\x00", "对不上"),
        ("空.pdf", b"", "对不上"),
        ("字.txt", b"a\x00b", "对不上"),
        ("坏.docx", b"PK\x03\x04 broken", "打不开"),
        ("宏.docx", package("word/document.xml", "word/vbaProject.bin"), "宏"),
        ("多.xlsx", package(*(f"{n}.xml" for n in range(5_001))), "宏或异常"),
    ],
)
def test_files_that_are_not_are_refused_in_words(name, content, said):
    with pytest.raises(NotAttached, match=said):
        judge(upload(name, content))


def test_a_file_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr("catalog.domain.attachments.MAX_MB", 0)

    with pytest.raises(NotAttached, match="超过 0 MB"):
        judge(upload("大.pdf", b"%PDF-1.7"))


def test_a_line_keeps_its_key_where_it_moves_or_is_slightly_reworded(course):
    before = {item.title: item.key for item in course.outline.items.all()}

    second = save_outline(course, SECOND, now=NOW)

    after = {item.title: item.key for item in second.items.all()}
    assert after["问候语清单"] == before["问候语清单"]
    assert after["问候客户与来意"] == before["问候客户"]
    assert after["约定下次"] == before["约定下次"]
    assert after["递名片"] not in before.values()
    assert len(set(after.values())) == len(after)


def test_a_file_stays_with_its_line_in_the_next_version(course, client):
    attachment = attach(course, "问候语清单")
    release(save_outline(course, SECOND, now=NOW), now=NOW)

    page = client.get(course.get_absolute_url()).content.decode()

    address = reverse("catalog:attachment", args=[course.slug, attachment.public_id])
    assert f'href="{address}"' in page
    assert 'class="files__item" href="#item-5"' in page


def test_a_file_whose_line_is_gone_is_still_there(course):
    attachment = attach(course, "问候语清单")
    release(save_outline(course, "第一模块 全新内容\n一、别的事情", now=NOW), now=NOW)
    course.refresh_from_db()

    (row,) = placed(course, course.outline, enrolled=False)

    assert (row.attachment, row.item) == (attachment, None)


def test_the_download_is_a_download_that_cannot_run(course, client):
    attachment = attach(course, "问候语清单")

    response = client.get(reverse("catalog:attachment", args=[course.slug, attachment.public_id]))

    assert b"".join(response.streaming_content) == b"%PDF-1.7 page"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert attachment.file.name.startswith("attachments/")
    assert "问候" not in attachment.file.name


@pytest.mark.parametrize("facts", [{"for_enrolled": True}, {}])
def test_files_for_the_enrolled_and_of_drafts_are_not_public(course, client, facts):
    attachment = attach(course, "问候语清单", **facts)
    if not facts:
        course.status = "draft"
        course.save()

    address = reverse("catalog:attachment", args=[course.slug, attachment.public_id])

    assert client.get(address).status_code == 404


def form_with(course, *files, key=None):
    """What the page of a course posts with these files attached to one line."""
    key = key or next(key for key, words in items_to_choose(course) if "清单" in words)
    rows = {}
    for number, file in enumerate(files):
        rows[f"attachments-{number}-item_key"] = key
        rows[f"attachments-{number}-file"] = file
    return {
        "title": course.title,
        "category": course.category_id,
        "slug": course.slug,
        "code": course.code,
        "language": "zh-hans",
        "decide_days": "14",
        "apart_weeks": "2",
        **{f"{name}-TOTAL_FORMS": "0" for name in ("details", "testimonials")},
        **{f"{name}-INITIAL_FORMS": "0" for name in ("details", "testimonials", "attachments")},
        "attachments-TOTAL_FORMS": str(len(files)),
        **rows,
    }


def test_the_back_office_attaches_a_file_to_a_line(course, admin_client):
    key = next(key for key, words in items_to_choose(course) if "清单" in words)
    form = form_with(course, upload("问候语.pdf", b"%PDF-1.7"))

    response = admin_client.post(reverse("admin:catalog_course_change", args=[course.pk]), form)

    assert response.status_code == 302
    assert [(a.item_key, a.name, a.size) for a in Attachment.objects.all()] == [(key, "问候语", 8)]


def pdf(name: str, megabytes: float) -> SimpleUploadedFile:
    return upload(name, b"%PDF-1.7".ljust(int(megabytes * 1024 * 1024), b" "))


@pytest.mark.parametrize(
    ("of_course", "of_all", "said"),
    [(1, 100, "本课程的资料合计不能超过 1 MB"), (100, 1, "全站的资料合计已接近上限 1 MB")],
)
def test_files_that_find_no_room_together_are_refused_in_words(
    course, admin_client, settings, of_course, of_all, said
):
    settings.ATTACHMENTS_COURSE_MB, settings.ATTACHMENTS_MB = of_course, of_all
    form = form_with(course, pdf("甲.pdf", 0.6), pdf("乙.pdf", 0.6))

    response = admin_client.post(reverse("admin:catalog_course_change", args=[course.pk]), form)

    assert said in response.text
    assert not Attachment.objects.exists()


def test_what_is_kept_already_counts_and_what_is_deleted_makes_room(course, admin_client, settings):
    settings.ATTACHMENTS_COURSE_MB = 1
    address = reverse("admin:catalog_course_change", args=[course.pk])
    admin_client.post(address, form_with(course, pdf("甲.pdf", 0.6)))
    kept = Attachment.objects.get()
    form = form_with(course, b"", pdf("乙.pdf", 0.6)) | {
        "attachments-INITIAL_FORMS": "1",
        "attachments-0-id": kept.pk,
        "attachments-0-name": kept.name,
    }
    del form["attachments-0-file"]

    refused = admin_client.post(address, form).text
    form["attachments-1-file"] = pdf("乙.pdf", 0.6)
    admin_client.post(address, form | {"attachments-0-DELETE": "on"})

    assert "现有 0.6 MB" in refused
    assert [attachment.name for attachment in Attachment.objects.all()] == ["乙"]
