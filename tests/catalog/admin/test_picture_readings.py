"""A photo or scan of an outline: answered at once, read elsewhere, its text a draft to check."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from catalog.domain import outline_drafts, picture_readings
from catalog.domain.outline_versions import save_outline
from catalog.models import Course, Outline, OutlineDraft, PictureReading
from catalog.outline import OutlineError
from catalog.outline.readers import picture, recogniser
from catalog.outline.readers.apart import HARD_PICTURE
from catalog.outline.readers.picture_strips import Found
from tests.factories import CourseFactory
from tests.office import client_of, staff

pytestmark = pytest.mark.django_db

IMPORT = reverse("admin:catalog_course_import")
WORDS = ["网点晨会", "第一模块 开场", "一、问候客户", "二、看数据"]


def page_of(words) -> bytes:
    """A page of these lines, drawn; the recogniser of these tests knows them."""
    image = Image.new("RGB", (900, 120 + 60 * len(words)), "white")
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(words):
        pen.text((80, 60 + 60 * number), line, fill="black", font=ImageFont.load_default(28))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


class Recogniser:
    """Finds the words it was given, and breaks where a request would recognise by itself."""

    def __init__(self):
        self.words = WORDS
        self.unsure = {"二、看数据": 0.62}
        self.calls = 0
        self.is_here = False
        self.during = None

    def __call__(self, image, tell):
        assert self.is_here, "a picture is recognised in the process of the site"
        self.calls += 1
        tell(len(self.words), 0)
        if self.during:
            self.during()
        tell(len(self.words), len(self.words))
        return [
            Found(80, 60 + 60 * at, 96 + 60 * at, line, self.unsure.get(line, 0.99), 400)
            for at, line in enumerate(self.words)
        ]

    def read(self, **options) -> None:
        """What the process does that an upload starts."""
        self.is_here = True
        try:
            call_command("read_pictures", verbosity=0, **options)
        finally:
            self.is_here = False


@pytest.fixture
def reader(monkeypatch):
    made = Recogniser()

    def here(data, *, tell):
        return picture.open_picture(data, tell=tell)

    monkeypatch.setattr(recogniser, "is_installed", lambda: True)
    monkeypatch.setattr(recogniser, "recognised", made)
    monkeypatch.setattr(picture_readings, "picture_apart", here)
    monkeypatch.setattr(picture_readings, "start_reader", lambda: None)
    return made


@pytest.fixture
def editor():
    return client_of("editor")


@pytest.fixture
def course():
    course = CourseFactory()
    save_outline(course, "厅堂服务\n第一模块 迎宾", now=timezone.now())
    return course


def outline_page(course) -> str:
    return reverse("admin:catalog_course_outline", args=[course.pk])


def upload(client, address=IMPORT, *, data=None, name="scan.png", do="preview", **typed):
    file = SimpleUploadedFile(name, page_of(WORDS) if data is None else data)
    return client.post(address, {"source": "", "do": do, "file": file, **typed})


def waiting_page(reading) -> str:
    return reverse("admin:catalog_course_picture", args=[reading.token])


def test_the_upload_is_answered_before_anything_is_recognised(editor, reader):
    answer = upload(editor)

    reading = PictureReading.objects.get()
    assert answer.status_code == 302
    assert answer.url == waiting_page(reading)
    assert (reading.state, reader.calls) == ("waiting", 0)


def test_a_page_says_how_far_it_is_and_looks_again_by_itself(editor, reader):
    upload(editor)
    reading = PictureReading.objects.get()
    pages = [editor.get(waiting_page(reading)).text]
    reader.during = lambda: pages.append(editor.get(waiting_page(reading)).text)

    reader.read()

    before, during = pages
    assert '<meta http-equiv="refresh" content="2">' in before
    assert "识别程序正在启动" in before
    assert "找到 4 行文字，已认出 0 行" in during
    assert '<progress aria-labelledby="picture-progress" value="0" max="4">' in during


def test_the_text_waits_as_a_draft_and_its_report_is_saved_with_the_version(editor, reader):
    upload(editor, title="晨会", name="晨会.png")
    reader.read()
    reading = PictureReading.objects.get()

    arrived = editor.get(waiting_page(reading))
    page = editor.get(arrived.url)
    form = page.context["form"]
    text = form["source"].value()
    names = ("source", "title", "draft", "read_from")
    editor.post(IMPORT, {name: form[name].value() for name in names} | {"do": "save"})

    assert arrived.url == f"{IMPORT}?draft={reading.token}"
    assert text.split("\n")[:4] == WORDS
    assert form["title"].value() == "晨会"
    assert '<a href="#L4">4</a> <q>二、看数据</q>' in page.text
    outline = Outline.objects.get()
    assert outline.source == text
    assert outline.intake == {
        "left_out": [["unsure", ["line", "4"], True, "二、看数据"]],
        "facts": [["lines", "4"]],
    }
    assert OutlineDraft.objects.open().count() == 0


def preview(client, text, **values) -> str:
    """What the editor is answered while somebody types."""
    sent = {"source": text, **values}
    return client.post(reverse("admin:catalog_course_preview"), sent).text


UNSURE = "图片里的这一行认不准，请对照原图。"


def test_an_unsure_line_is_a_doubt_beside_its_line_until_it_is_corrected(editor, reader):
    answer = upload(editor)
    reader.read()
    form = editor.get(answer.url, follow=True).context["form"]
    text, beside = form["source"].value(), {"new": "1", "read_from": form["read_from"].value()}

    assert f"<em>{UNSURE}</em>" in preview(editor, text, **beside)
    moved = preview(editor, "先加一行\n" + text, **beside)
    assert '<a href="#L5">5</a> <label\n    for="seen-unsure' in moved
    assert UNSURE not in preview(editor, text.replace("二、看数据", "二、看数字"), **beside)


def test_unsure_lines_stay_doubts_of_the_next_versions_until_they_are_corrected(
    editor, reader, course
):
    answer = upload(editor, outline_page(course), base=1)
    reader.read()
    form = editor.get(answer.url, follow=True).context["form"]
    text = form["source"].value()
    sent = {"do": "save", "base": 1, "read_from": form["read_from"].value()}
    editor.post(outline_page(course), {**sent, "source": text})

    def save(words, base) -> list[str]:
        sent = {"source": words, "do": "save", "base": base}
        editor.post(outline_page(course), sent)
        newest = course.outlines.order_by("number").last()
        assert newest.number == base + 1
        return [doubt["code"] for doubt in newest.doubts if doubt["code"] == "unsure"]

    first = course.outlines.get(number=2)
    assert [doubt["code"] for doubt in first.doubts] == ["unsure"]
    assert UNSURE in editor.get(outline_page(course)).text
    assert UNSURE in preview(editor, text, course=course.pk)
    assert save("开头\n" + text, 2) == ["unsure"]
    assert save(text.replace("二、看数据", "二、看数字"), 3) == []


def test_an_unsure_line_that_was_looked_at_is_ticked_in_the_version(editor, reader, course):
    answer = upload(editor, outline_page(course), base=1)
    reader.read()
    page = editor.get(answer.url, follow=True)
    form = page.context["form"]
    names = ("source", "base", "draft", "read_from")
    sent = {name: form[name].value() for name in names} | {"do": "save"}
    editor.post(outline_page(course), sent)
    (doubt,) = editor.get(outline_page(course)).context["preview"]["doubts"]

    latest = {"source": sent["source"], "base": 2, "do": "save", "seen": [doubt.key]}
    editor.post(outline_page(course), latest)

    assert course.outlines.get(number=2).open_doubts == 0


def test_the_picture_itself_goes_as_soon_as_it_is_read(editor, reader):
    upload(editor)

    reader.read()

    assert bytes(PictureReading.objects.get().data) == b""


@pytest.mark.parametrize("do", ["save", "publish"])
def test_a_picture_is_never_saved_unread(editor, reader, do):
    answer = upload(editor, do=do, title="晨会")
    waiting = editor.get(answer.url).text
    reader.read()
    page = editor.get(answer.url, follow=True)

    assert Course.objects.count() == 0
    assert "这次不保存也不公开" in waiting
    assert "所以还没有保存" in page.text
    assert page.context["form"]["title"].value() == "晨会"


def test_a_picture_at_a_course_becomes_its_next_version_once_it_is_saved(editor, reader, course):
    latest = course.outlines.get()
    answer = upload(editor, outline_page(course), do="release", base=1, reason="扫描件")
    reader.read()
    form = editor.get(answer.url, follow=True).context["form"]

    assert course.outlines.count() == 1
    assert [form[name].value() for name in ("base", "reason")] == [latest.number, "扫描件"]

    names = ("source", "base", "reason", "draft", "read_from")
    sent = {name: form[name].value() for name in names}
    editor.post(outline_page(course), sent | {"do": "save"})

    saved = course.outlines.order_by("number").last()
    assert (saved.number, saved.reason) == (2, "扫描件")
    assert saved.intake["left_out"] == [["unsure", ["line", "4"], True, "二、看数据"]]


def test_what_was_typed_before_the_upload_is_a_draft_of_its_own(editor, reader):
    token = "a" * 32
    file = SimpleUploadedFile("scan.png", page_of(WORDS))
    typed = {"source": "网点\n第一模块 打到一半", "draft": token}
    editor.post(IMPORT, {**typed, "do": "preview", "file": file})
    reader.read()

    texts = set(OutlineDraft.objects.open().values_list("text", flat=True))

    assert len(texts) == 2
    assert typed["source"] in texts


def test_the_version_shown_beside_the_upload_is_not_kept_as_a_draft(editor, reader, course):
    source = course.outlines.get().source.replace("\n", "\r\n")

    upload(editor, outline_page(course), base=1, source=source, draft="a" * 32)

    assert OutlineDraft.objects.count() == 0


def test_without_the_recogniser_the_sentence_is_the_answer(editor):
    answer = upload(editor)

    assert answer.status_code == 400
    assert "这里没有安装文字识别" in answer.text
    assert PictureReading.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (page_of(WORDS)[:400], "这张图片打不开"),
        (b"\xff\xd8\xff\xe0 no picture", "这张图片打不开"),
        (b"\x89PNG\r\n\x1a\n" + bytes(15 * 1024 * 1024), "最多 15 MB"),
    ],
)
def test_what_cannot_be_a_picture_is_refused_at_once(editor, reader, data, said):
    answer = upload(editor, data=data, title="晨会")

    assert answer.status_code == 400
    assert said in answer.text
    assert answer.context["form"]["title"].value() == "晨会"
    assert PictureReading.objects.count() == 0


def test_a_picture_of_too_many_pixels_is_refused_at_once(editor, reader, monkeypatch):
    monkeypatch.setattr(picture, "MAX_PIXELS", 1000)

    answer = upload(editor)

    assert "这张图片太大（900 × 360）" in answer.text


def test_a_picture_without_words_leads_back_with_the_sentence(editor, reader):
    reader.words = []
    answer = upload(editor, title="晨会", source="第一模块 打到一半", draft="a" * 32)
    reader.read()

    page = editor.get(answer.url, follow=True)
    form = page.context["form"]

    assert "图片“scan.png”没有读入：这张图片里没有认出文字。" in page.text
    assert form["title"].value() == "晨会"
    assert form["source"].value() == "第一模块 打到一半"

    editor.post(answer.url, {"do": "dismiss"})

    assert "没有读入" not in editor.get(IMPORT).text


def test_a_limit_that_was_met_is_said(editor, reader, monkeypatch):
    def too_hard(data, *, tell):
        raise OutlineError(HARD_PICTURE, seconds=120, memory=2048)

    monkeypatch.setattr(picture_readings, "picture_apart", too_hard)
    upload(editor)
    reader.read()

    assert "超过了 120 秒、2048 MB" in editor.get(IMPORT).text


def test_who_stops_waiting_is_back_with_what_was_typed(editor, reader):
    answer = upload(editor, title="晨会")

    page = editor.post(answer.url, {"do": "stop"}, follow=True)

    assert page.context["form"]["title"].value() == "晨会"
    assert "您停止了识别" in page.text
    reader.read()
    assert reader.calls == 0
    assert bytes(PictureReading.objects.get().data) == b""


def test_a_reading_that_is_stopped_under_way_leaves_no_draft(editor, reader):
    answer = upload(editor)
    reader.during = lambda: editor.post(answer.url, {"do": "stop"})

    reader.read()

    assert PictureReading.objects.get().state == "refused"
    assert OutlineDraft.objects.count() == 0


def test_the_editor_names_what_is_being_read(editor, reader):
    answer = upload(editor, name="晨会.png")

    page = editor.get(IMPORT).text

    assert "图片“晨会.png”正在识别。" in page
    assert f'href="{answer.url}"' in page


def test_a_colleague_sees_nothing_of_it(editor, reader):
    answer = upload(editor)
    other = client_of("manager")
    reader.read()
    (draft,) = OutlineDraft.objects.all()

    assert other.get(answer.url).status_code == 404
    assert other.post(answer.url, {"do": "stop"}).status_code == 404
    assert "scan.png" not in other.get(IMPORT).text
    assert not other.get(IMPORT, {"draft": draft.token}).context["form"]["source"].value()
    assert other.get(IMPORT, {"picture": draft.token}).context["form"].intake is None


def test_two_uploads_at_once_are_read_one_after_the_other(editor, reader):
    first, second = upload(editor, name="one.png"), upload(editor, name="two.png")
    assert "前面还有 1 张图片" in editor.get(second.url).text
    claims = []
    reader.during = lambda: claims.append(picture_readings.claim(now=timezone.now()))

    reader.read()

    assert claims == [None, None]
    assert reader.calls == 2
    assert set(PictureReading.objects.values_list("state", flat=True)) == {"read"}
    assert editor.get(first.url).url != editor.get(second.url).url


def test_the_database_lets_one_picture_be_read_at_a_time(editor, reader):
    upload(editor)
    upload(editor)

    with pytest.raises(IntegrityError), transaction.atomic():
        PictureReading.objects.update(state="reading", claimed_at=timezone.now())


def test_a_picture_whose_reader_died_is_read_again_once(editor, reader):
    answer = upload(editor)
    now = timezone.now()
    picture_readings.claim(now=now)
    assert not picture_readings.has_left_behind(now=now)
    later = now + picture_readings.CLAIM_LASTS + timedelta(seconds=1)

    assert picture_readings.has_left_behind(now=later)
    assert picture_readings.claim(now=later).claims == 2
    assert picture_readings.claim(now=later + (later - now)) is None

    page = editor.get(answer.url, follow=True)
    assert "识别程序两次中断，没有读完这张图片" in page.text


def test_a_reader_that_comes_back_late_writes_nothing(editor, reader):
    upload(editor)
    now = timezone.now()
    late = picture_readings.claim(now=now)
    picture_readings.claim(now=now + picture_readings.CLAIM_LASTS + timedelta(seconds=1))
    reader.is_here = True

    picture_readings.read(late, clock=timezone.now)

    assert PictureReading.objects.get().state == "reading"
    assert OutlineDraft.objects.count() == 0


def test_tick_reads_what_was_left_behind(editor, reader):
    upload(editor)
    reader.is_here = True
    call_command("tick", verbosity=0)
    assert reader.calls == 0

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        call_command("tick", verbosity=0)

    assert PictureReading.objects.get().state == "read"


def test_pictures_are_forgotten_after_a_day_and_reports_with_their_draft(editor, reader):
    upload(editor)
    reader.read()
    waiting = upload(editor, name="never.png")
    tomorrow = timezone.now() + timedelta(days=1, minutes=1)

    picture_readings.forget(now=tomorrow)

    (left,) = PictureReading.objects.all()
    assert editor.get(waiting.url).status_code == 404
    assert left.state == "read"

    outline_drafts.discard(left.user, token=left.token, now=tomorrow)
    picture_readings.forget(now=tomorrow)

    assert PictureReading.objects.count() == 0


def test_an_upload_starts_the_reader_once_it_is_stored(
    monkeypatch, django_capture_on_commit_callbacks
):
    started = []
    monkeypatch.setattr(
        picture_readings.subprocess,
        "Popen",
        lambda *args, **options: started.append(args[0]) or Ended(),
    )

    with django_capture_on_commit_callbacks(execute=True):
        picture_readings.ask(
            staff("editor"),
            course=None,
            base=0,
            name="a.png",
            data=b"x",
            typed={},
            now=timezone.now(),
        )

    ((_python, program, command),) = started
    assert program.endswith("manage.py")
    assert command == "read_pictures"


class Ended:
    def wait(self):
        return 0


def test_a_host_that_cannot_start_a_process_still_takes_the_picture(monkeypatch, caplog):
    def refuse(*args, **options):
        raise OSError("no more processes")

    monkeypatch.setattr(picture_readings.subprocess, "Popen", refuse)

    picture_readings.start_reader()

    assert "read_pictures did not start" in caplog.text
