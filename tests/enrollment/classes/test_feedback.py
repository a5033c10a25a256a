"""Feedback by link: as many as there are seats, without a name, a quote only with consent."""

import re

import pytest
from django.urls import reverse

from catalog import models as catalog
from enrollment.domain.class_codes import feedback_token
from enrollment.models import AuditEvent, Feedback, FeedbackAnswer, FeedbackQuestion
from tests.enrollment.classes.ground import AFTER, MORNING, class_of
from tests.factories import InstructorFactory
from tests.office import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def last_afternoon(time_machine):
    time_machine.move_to(AFTER, tick=False)


def page_of(thing) -> str:
    return reverse("enrollment:feedback", args=[feedback_token(thing)])


def answers(score=5, text="案例很实用", **values) -> dict:
    """Every scale gets the score, the first text question the words."""
    scales = FeedbackQuestion.objects.filter(kind="scale")
    first = FeedbackQuestion.objects.filter(kind="text").first()
    return {**{f"q{one.pk}": score for one in scales}, f"q{first.pk}": text, **values}


def test_an_opinion_is_kept_without_whose_it_is(client):
    session, _people = class_of("安小宁")
    party = session.enrollments.get()

    answer = client.post(page_of(party), answers(key="one"))

    assert "谢谢您的评价" in answer.content.decode()
    stored = str([list(model.objects.values()) for model in (Feedback, FeedbackAnswer)])
    assert party.code not in stored
    assert str(party.token_hash) not in stored
    assert not AuditEvent.objects.filter(object_type__startswith="feedback").exists()
    assert set(FeedbackAnswer.objects.values_list("score", flat=True)) == {5, None}


def test_opinions_of_fewer_than_three_are_shown_to_nobody(client):
    session, _people = class_of("安小宁", "白一凡", "陈晨")
    session.course.instructors.add(InstructorFactory())
    editor = client_of("editor")
    overview = reverse("admin:enrollment_feedbackquestion_opinions")
    pages = [
        reverse("admin:catalog_session_opinions", args=[session.pk]),
        reverse("admin:catalog_session_class", args=[session.pk]),
        *(f"{overview}?course={session.course.pk}", overview),
    ]

    def shown() -> list[bool]:
        texts = [editor.get(page).text for page in pages]
        return ["讲得太快" in texts[0], *("4.0" in text for text in texts[1:])]

    for key in "ab":
        client.post(page_of(session), answers(4, text="讲得太快", key=key))
    few = (shown(), editor.get(pages[0]).text)
    client.post(page_of(session), answers(4, key="c"))

    assert few[0] == [False] * 4
    assert "2 / 3" in few[1]
    assert "不满 3 份不显示" in few[1]
    assert shown() == [True] * 4


def test_where_too_few_have_answered_every_page_says_why_nothing_is_shown(client):
    sessions = [class_of("安小宁", "白一凡")[0]]
    sessions.append(class_of("陈晨", "杜若", course=sessions[0].course)[0])
    sessions[0].course.instructors.add(InstructorFactory())
    for session in sessions:
        for key in "ab":
            client.post(page_of(session), answers(key=f"{session.pk}{key}"))
    overview = reverse("admin:enrollment_feedbackquestion_opinions")
    editor, why = client_of("editor"), "一个班里不满 3 份不显示"

    of_course = editor.get(f"{overview}?course={sessions[0].course.pk}").text
    of_all = editor.get(overview).text
    hub = editor.get(reverse("admin:catalog_session_class", args=[sessions[0].pk])).text

    assert "4 份回答" in of_course
    assert [page.count(why) for page in (of_course, of_all, hub)] == [3, 2, 1]
    assert "还没有人评价" not in of_course + of_all + hub


def test_a_form_with_nothing_but_a_quote_does_not_uncover_the_answers_of_others(client):
    session, _people = class_of("安小宁", "白一凡", "陈晨")
    client.post(page_of(session), answers(4, text="讲得太快", key="a"))
    for key in "bc":
        quote = {"quote": "很实用。", "author_role": "网点主任", "may_quote": "on"}
        client.post(page_of(session), {"key": key, **quote})

    editor = client_of("editor")
    page = editor.get(reverse("admin:catalog_session_opinions", args=[session.pk]))
    hub = editor.get(reverse("admin:catalog_session_class", args=[session.pk])).text

    assert Feedback.objects.count() == 3
    assert "1 份回答" in hub and "不满 3 份不显示" in hub
    assert "讲得太快" not in page.text
    assert "不满 3 份不显示" in page.text


def test_the_form_says_that_a_sentence_for_the_public_is_seen_before_there_are_three(client):
    session, _people = class_of("安小宁")

    page = client.get(page_of(session)).text

    assert "不满 3 份时不给任何人看（同意公开的那句话除外）" in page


def test_staff_who_read_english_see_the_questions_in_english(client):
    session, _people = class_of("安小宁", "白一凡", "陈晨")
    for key in "abc":
        client.post(page_of(session), answers(key=key))
    page = reverse("admin:catalog_session_opinions", args=[session.pk])

    assert "The content is useful for my work" in client_of("editor").get(f"/en{page}").text


def test_a_link_serves_for_as_many_as_there_are_seats(client):
    session, _people = class_of("安小宁", "白一凡")
    party = session.enrollments.get()

    statuses = [client.post(page_of(party), answers(key=key)).status_code for key in "abc"]

    assert statuses == [200, 200, 409]
    assert Feedback.objects.count() == 2


def test_the_same_form_twice_is_one_opinion(client):
    session, _people = class_of("安小宁", "白一凡")

    statuses = [client.post(page_of(session), answers(key="a")).status_code for _time in range(2)]

    assert statuses == [200, 200]
    assert Feedback.objects.count() == 1


def test_both_links_together_give_no_more_than_the_seats(client):
    session, _people = class_of("安小宁", "白一凡")
    party = session.enrollments.get()

    for key in "abc":
        client.post(page_of(party), answers(key=f"party {key}"))
        client.post(page_of(session), answers(key=f"class {key}"))

    assert Feedback.objects.count() == 2


def test_a_sentence_waits_for_staff_only_with_consent(client):
    session, _people = class_of("安小宁", "白一凡")
    quote = {"quote": "回去就用上了。", "author_role": "某银行 网点主任"}

    refused = client.post(page_of(session), answers(key="a", **quote))
    client.post(page_of(session), answers(key="b", may_quote="on", **quote))

    assert refused.status_code == 422
    assert "回去就用上了。" in refused.content.decode()
    testimonial = catalog.Testimonial.objects.get()
    assert (testimonial.text, testimonial.author_role, testimonial.approved) == (
        *quote.values(),
        False,
    )


@pytest.mark.parametrize(
    ("taught_in", "quote", "language"),
    [
        ("zh-hans", "Clear and practical.", "en"),
        ("zh-hans", "回去就用上了。", "zh-hans"),
        ("en", "Clear and practical.", "en"),
        ("en", "回去就用上了。", "zh-hans"),
        ("zh-hant", "回去就用上了。", "zh-hant"),
    ],
)
def test_a_sentence_is_shown_first_to_who_reads_its_language(client, taught_in, quote, language):
    session, _people = class_of("安小宁", course__language=taught_in)

    client.post(page_of(session), answers(key="a", quote=quote, may_quote="on"))

    assert catalog.Testimonial.objects.get().language == language


@pytest.mark.parametrize(
    "sent", [{}, {"q1": "6"}, {"author_role": "https://example.com"}, {"quote": "字" * 201}]
)
def test_nothing_or_nonsense_is_asked_about(client, sent):
    session, _people = class_of("安小宁")

    answer = client.post(page_of(session), {"key": "a", **sent})

    assert answer.status_code == 422
    assert not Feedback.objects.exists()


def test_nobody_judges_before_the_last_day(client, time_machine):
    session, _people = class_of("安小宁")
    time_machine.move_to(MORNING, tick=False)

    assert client.post(page_of(session), answers(key="a")).status_code == 409


def test_the_refusal_about_a_withdrawn_course_leads_to_a_page_that_answers(client, time_machine):
    session, _people = class_of("安小宁")
    catalog.Course.objects.update(status="archived")
    time_machine.move_to(MORNING, tick=False)

    onward = re.search(r'href="([^"]+)"\s*>看看课程', client.get(page_of(session)).text)[1]

    assert client.get(onward).status_code == 200


def test_a_link_that_we_did_not_make_leads_nowhere(client):
    session, _people = class_of("安小宁")
    forged = f"c-{session.public_id}-{'0' * 16}"

    assert client.get(f"/feedback/{forged}/").status_code == 404


def test_a_course_may_ask_more_and_stop_asking(client):
    session, _people = class_of("安小宁")
    FeedbackQuestion.objects.create(course=session.course, text="沙盘演练够吗", kind="scale")
    FeedbackQuestion.objects.filter(text="讲师讲得清楚").update(retired=True)

    page = client.get(page_of(session)).content.decode()

    assert "沙盘演练够吗" in page
    assert "讲师讲得清楚" not in page


def test_course_and_instructor_have_their_averages(client):
    session, _people = class_of("安小宁", "白一凡", "陈晨", "杜若")
    instructor = InstructorFactory()
    session.course.instructors.add(instructor)
    for key, score in zip("abcd", (5, 4, 5, 4), strict=True):
        client.post(page_of(session), answers(score, text="可以再短一点", key=key))
    overview = reverse("admin:enrollment_feedbackquestion_opinions")

    for query in ({"course": session.course.pk}, {"instructor": instructor.pk}):
        page = client_of("editor") if query.get("course") else client_of("sales")
        shown = page.get(overview, query).content.decode()

        assert "4.50" in shown
        assert "可以再短一点" in shown


def test_what_was_answered_keeps_its_question(client):
    session, _people = class_of("安小宁")
    client.post(page_of(session), answers(key="a"))
    question = FeedbackQuestion.objects.filter(kind="scale").first()
    address = reverse("admin:enrollment_feedbackquestion_change", args=[question.pk])

    client_of("editor").post(address, {"position": 9, "text": "别的问题", "retired": "on"})

    question.refresh_from_db()
    assert (question.text, question.retired) == ("课程内容对工作有用", True)
