"""Other people's programs: the read-only API and its document."""

import re
from datetime import date, timedelta

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from catalog.documents.openapi import SCHEMAS
from catalog.domain import course_deletion, publishing
from catalog.domain.english_outline import save_english
from catalog.domain.former_slugs import keep_former_slug
from catalog.domain.version_facts import COLUMNS
from catalog.models import Course, Session
from catalog.queries import open_data
from catalog.views import api
from tests.factories import (
    CategoryFactory,
    CourseFactory,
    InstructorFactory,
    SessionFactory,
    VenueFactory,
    released,
)
from tests.office import client_of
from tests.tab import Tab

pytestmark = pytest.mark.django_db


def course(**facts):
    return released(CourseFactory(**facts), "第一模块 开场\n一、迎候\n1. 第一句话")


def conforms(data, schema) -> bool:
    """A small reader of the schemas we publish: types, required names, no others."""
    if "$ref" in schema:
        return conforms(data, SCHEMAS[schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return any(conforms(data, one) for one in schema["anyOf"])
    if "enum" in schema:
        return data in schema["enum"]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    python = {"string": str, "integer": int, "boolean": bool, "null": type(None), "array": list}
    if "object" in kinds and isinstance(data, dict):
        names = schema["properties"]
        return set(data) == set(names) and all(conforms(data[n], names[n]) for n in names)
    if isinstance(data, list) and "array" in kinds:
        return all(conforms(one, schema["items"]) for one in data)
    return any(isinstance(data, python.get(kind, ())) for kind in kinds)


@pytest.mark.parametrize(
    ("address", "schema"),
    [
        ("categories", "Categories"),
        ("courses", "Courses"),
        ("courses/lobby", "CourseWithOutline"),
        ("sessions", "Sessions"),
        ("changes?since=2020-01-01", "Changes"),
        ("changes?since=2020-01-01T00:00:00+08:00", "Changes"),
    ],
)
def test_every_answer_is_what_the_openapi_document_says(client, address, schema):
    SessionFactory(course=course(slug="lobby"))

    response = client.get(f"/api/v1/{address}")

    assert response.status_code == 200
    assert conforms(response.json(), SCHEMAS[schema]), response.json()
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_the_document_names_every_address_that_answers(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    assert set(paths) == {
        "/api/v1/categories",
        "/api/v1/courses",
        "/api/v1/courses/{slug}",
        "/api/v1/sessions",
        "/api/v1/sessions/{id}",
        "/api/v1/changes",
    }


def test_a_course_brings_its_outline_in_order(client):
    course(slug="lobby")

    lines = client.get("/api/v1/courses/lobby").json()["outline"]

    assert [(line["depth"], line["title"]) for line in lines] == [
        (1, "开场"),
        (2, "迎候"),
        (3, "第一句话"),
    ]


def test_drafts_are_not_told_and_an_archived_course_is_told_to_be_gone(client):
    course(slug="draft", status="draft")
    course(slug="old", status="archived")

    assert client.get("/api/v1/courses").json()["count"] == 0
    assert client.get("/api/v1/courses/draft").status_code == 404
    assert client.get("/api/v1/changes?since=2020-01-01").json()["courses_gone"] == ["old"]


def rename(one: Course, slug: str) -> None:
    former, one.slug = one.slug, slug
    one.save()
    keep_former_slug(one, former=former)


def test_an_address_that_a_course_had_before_is_told_to_be_gone(client):
    rename(course(slug="old"), "new")
    rename(course(slug="taken"), "other")
    course(slug="taken")

    told = client.get("/api/v1/changes?since=2020-01-01").json()

    assert told["courses_gone"] == ["old"]
    assert {row["slug"] for row in told["courses"]} == {"new", "other", "taken"}


def gone_lately(client) -> dict:
    """Slugs and ids that went in the last hour, by kind."""
    told = since_an_hour(client)
    return {name: keys for name, keys in told.items() if name.endswith("_gone") and keys}


def test_a_course_that_is_deleted_is_told_with_its_sessions_and_former_addresses(client):
    one = SessionFactory(course=course(slug="old"))
    rename(one.course, "new")
    publishing.archive(one.course, now=timezone.now())

    course_deletion.delete(one.course)

    assert gone_lately(client) == {
        "courses_gone": ["old", "new"],
        "sessions_gone": [one.public_id],
    }


def test_sessions_and_categories_that_are_deleted_are_told_however_they_go(client):
    one, other = SessionFactory(course=course()), SessionFactory(course=course(slug="b"))
    category = CategoryFactory(slug="empty")

    Session.objects.filter(pk__in=[one.pk, other.pk]).delete()
    category.delete()

    assert gone_lately(client) == {
        "sessions_gone": [one.public_id, other.public_id],
        "categories_gone": ["empty"],
    }


def test_what_was_never_public_goes_without_a_word(client):
    draft = SessionFactory(course=course(slug="draft", status="draft")).course
    rename(draft, "secret")

    course_deletion.delete(draft)

    assert gone_lately(client) == {}


def test_what_is_there_again_is_not_told_to_be_gone(client):
    first = course(slug="lobby", status="archived")
    course_deletion.delete(first)
    assert gone_lately(client) == {"courses_gone": ["lobby"]}

    course(slug="lobby")

    assert gone_lately(client) == {}


def test_an_address_that_a_draft_takes_is_told_to_be_gone(client):
    rename(course(slug="old"), "new")

    course(slug="old", status="draft")

    assert gone_lately(client) == {"courses_gone": ["old"]}


def test_a_session_that_moves_to_a_draft_is_told_to_be_gone_till_it_is_public(client):
    one, draft = SessionFactory(course=course()), course(slug="draft", status="draft")
    tab = Tab(client_of("editor"), reverse("admin:catalog_session_change", args=[one.pk]))
    tab["course"] = str(draft.pk)

    tab.send()

    assert gone_lately(client) == {"sessions_gone": [one.public_id]}
    publishing.publish(draft, now=timezone.now())
    assert gone_lately(client) == {}


def test_a_category_with_another_address_is_told_by_its_former_one(client):
    one = CategoryFactory(slug="counter", name="柜面")
    page = reverse("admin:catalog_category_change", args=[one.pk])

    client_of("manager").post(page, {"name": "柜面", "slug": "tellers", "position": 1})

    assert gone_lately(client) == {"categories_gone": ["counter"]}


def test_removals_are_told_to_the_last_one_however_many_they_are(client, monkeypatch):
    monkeypatch.setattr(open_data, "MOST", 2)
    ids = [SessionFactory(course=course(slug=f"c{n}")).public_id for n in range(5)]
    Session.objects.all().delete()

    since, told, more = "2020-01-01", [], True
    while more:
        answer = client.get("/api/v1/changes", {"since": since}).json()
        since, more = answer["until"], answer["more"]
        told += answer["sessions_gone"]

    assert sorted(told) == sorted(ids)


def test_a_session_is_looked_up_by_the_id_that_a_webhook_names(client):
    one = SessionFactory(course=course(), state="cancelled")
    hidden = SessionFactory(course=course(slug="draft", status="draft"))

    told = client.get(f"/api/v1/sessions/{one.public_id}").json()

    assert (told["id"], told["state"]) == (one.public_id, "cancelled")
    assert conforms(told, SCHEMAS["Session"])
    assert client.get(f"/api/v1/sessions/{hidden.public_id}").status_code == 404


def test_a_page_of_another_site_may_ask_with_an_etag(client):
    response = client.options("/api/v1/courses")

    assert response["Access-Control-Allow-Headers"] == "If-None-Match"


def since_an_hour(client) -> dict:
    """What changed lately, when all that stands was written long ago."""
    return client.get("/api/v1/changes", {"since": timezone.now() - timedelta(hours=1)}).json()


def written_long_ago() -> None:
    for rows in (Course.objects, Session.objects):
        rows.update(updated_at=timezone.now() - timedelta(days=1))


def test_sessions_are_told_with_their_course_whose_price_and_state_are_theirs(client):
    one = SessionFactory(course=course(price=100), price=None)
    written_long_ago()
    assert since_an_hour(client)["sessions"] == []

    one.course.price = 200
    one.course.save()
    told = since_an_hour(client)["sessions"]

    assert [(row["id"], row["price"]) for row in told] == [(one.public_id, "200.00")]
    assert told == client.get("/api/v1/sessions").json()["sessions"]


@pytest.mark.parametrize(
    ("of", "fields"),
    [
        ("venue", {"name": "云水", "address": "听松路1号"}),
        ("city", {"name": "昆明", "name_en": "Kunming", "slug": "km", "position": 1}),
        ("category", {"name": "大堂", "slug": "counter", "position": 1}),
        ("instructor", {"name": "方令仪", "slug": "fang", "languages": "中文"}),
    ],
)
def test_what_sessions_and_courses_show_is_a_change_of_theirs(client, of, fields):
    session = SessionFactory(course=course())
    shown = {
        "venue": VenueFactory(city=session.city),
        "city": session.city,
        "category": session.course.category,
        "instructor": InstructorFactory(),
    }
    session.instructors.add(shown["instructor"])
    session.venue = shown["venue"]
    session.save()
    written_long_ago()
    page = reverse(f"admin:catalog_{of}_change", args=[shown[of].pk])
    manager = client_of("manager")
    inlines = manager.get(page).context["inline_admin_formsets"]
    counts = {
        f"{one.formset.prefix}-{name}": 0
        for one in inlines
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }

    saved = manager.post(page, {"city": session.city.pk, **fields, **counts})

    assert saved.status_code == 302, saved.context["errors"]
    told = since_an_hour(client)
    assert [row["id"] for row in told["sessions"]] == [session.public_id]
    listed = client.get("/api/v1/sessions").json()["sessions"]
    assert told["sessions"] == listed


def test_a_new_name_is_told_of_sessions_that_are_over_which_did_not_change(client, time_machine):
    past = SessionFactory(course=course())
    coming = SessionFactory(
        course=past.course, city=past.city, month=date(2028, 1, 1), starts_on=None, ends_on=None
    )
    time_machine.move_to("2027-12-01T01:00:00Z", tick=False)
    page = reverse("admin:catalog_city_change", args=[past.city.pk])

    client_of("manager").post(page, {"name": "春城", "slug": "spring", "position": 1})

    told = since_an_hour(client)["sessions"]
    assert {row["id"] for row in told} == {past.public_id, coming.public_id}
    assert {row["city"]["name"] for row in told} == {"春城"}
    written = Session.objects.filter(updated_at=timezone.now())
    assert [row.pk for row in written] == [coming.pk]


def test_sessions_are_narrowed_by_city_course_and_month(client):
    one = SessionFactory(course=course(slug="a"))
    SessionFactory(course=course(slug="b"))

    for query in (f"city={one.city.slug}&course=a", f"course=a&month={one.month:%Y-%m}"):
        found = client.get(f"/api/v1/sessions?{query}").json()["sessions"]
        assert [row["id"] for row in found] == [one.public_id]


def test_an_unchanged_answer_costs_no_bytes(client, settings):
    settings.PAGE_SECONDS = 2
    course()
    first = client.get("/api/v1/courses")

    again = client.get("/api/v1/courses", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "since",
    [
        *("", "yesterday", "2026-13-45", "9" * 40),
        *("0001-01-01", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"),
    ],
)
def test_a_moment_that_is_none_is_refused_in_words(client, since):
    response = client.get("/api/v1/changes", {"since": since})

    assert response.status_code == 400
    assert "2026-12-01" in response.json()["detail"]


def test_nothing_can_be_written_and_too_many_are_asked_to_wait(client, monkeypatch):
    assert client.post("/api/v1/courses", {"title": "x"}).status_code == 405
    monkeypatch.setattr(api, "LIMIT", 2)

    answers = [client.get("/api/v1/categories").status_code for _ in range(4)]

    assert answers[0] == 200
    assert answers[-1] == 429


def test_a_course_is_found_by_the_address_it_had_before(client):
    one = SessionFactory(course=course(slug="old"))
    rename(one.course, "new")

    assert client.get("/api/v1/courses/old").json()["slug"] == "new"
    assert client.get("/api/v1/sessions?course=old").json()["count"] == 1
    assert f"/sessions/{one.public_id}/" in client.get("/embed/?course=old").content.decode()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("sessions?city=mars", "city"),
        ("sessions?month=13", "month"),
        ("sessions?course=nowhere", "course"),
        ("courses?category=none", "category"),
        ("sessions?past=yes", "past"),
        ("courses?page=2", "page"),
        ("sessions?page=x", "page"),
    ],
)
def test_what_names_nothing_is_refused_and_never_left_out(client, address, name):
    SessionFactory(course=course())

    response = client.get(f"/api/v1/{address}")

    assert (response.status_code, response.json()["error"]) == (400, name)


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("sessions?citty=kunming", "course, city, month, past, page"),
        ("courses?city=kunming", "category, page"),
        ("changes?since=2026-12-01&page=2", "since"),
        ("categories?page=1", "none"),
        ("courses/lobby?outline=0", "none"),
        ("openapi.json?v=1", "none"),
        ("?x=", "none"),
    ],
)
def test_a_parameter_that_an_address_has_not_is_refused_with_those_it_has(client, address, known):
    course(slug="lobby")

    response = client.get(f"/api/v1/{address}")

    assert (response.status_code, response.json()["error"]) == (400, "parameter")
    assert known in response.json()["detail"]


def test_a_parameter_that_is_given_twice_is_refused(client):
    response = client.get("/api/v1/sessions?past=0&past=1")

    assert response.status_code == 400
    assert response.json()["detail"] == "past is given 2 times: give it once."


def test_the_document_names_the_parameters_that_each_address_takes(client):
    for path, said in client.get("/api/v1/openapi.json").json()["paths"].items():
        view = resolve(re.sub("{.*}", "SEAT2345", path)).func
        named = [one["name"] for one in said["get"]["parameters"] if one["in"] == "query"]
        assert named == list(view.known), path


def test_the_document_lists_every_word_of_an_error(client):
    words = set(SCHEMAS["Error"]["properties"]["error"]["enum"])

    assert {*api.EXAMPLES, "since"} <= words
    assert {"method", "limit", "not_found", "parameter"} == words - {*api.EXAMPLES, "since"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_is_no_reading_is_refused_with_what_is(client, method):
    response = getattr(client, method)("/api/v1/courses")

    assert (response.status_code, response.json()["error"]) == (405, "method")
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("seconds", [0, 2])
@pytest.mark.parametrize("address", ["courses", "sessions?citty=x", "nowhere"])
def test_an_answer_does_not_vary_by_cookies(client, settings, address, seconds):
    settings.PAGE_SECONDS = seconds
    client.cookies["sessionid"] = "x"

    assert "Cookie" not in client.get(f"/api/v1/{address}")["Vary"]


@pytest.mark.parametrize(
    "address",
    ["courses/none", "nowhere", "nowhere?x=1", "courses/lobby/outline", "sessions/NOSUCHID"],
)
def test_a_program_is_told_in_json_that_there_is_nothing(client, address):
    response = client.get(f"/api/v1/{address}")

    assert (response.status_code, response.json()["error"]) == (404, "not_found")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_every_fact_of_a_course_is_told_or_named_here():
    """``opening`` is what an outline said before there were sessions."""
    told = set(SCHEMAS["Course"]["properties"])

    assert {*COLUMNS, "category", "instructors"} - told == {"opening"}


def test_a_course_brings_its_english_texts_and_outline(client):
    one = course(slug="lobby", audience_en="Lobby managers\nTellers", includes_en="Lunch")
    one.instructors.create(name="方令仪", name_en="Fang Lingyi")
    save_english(one, "Module 1 Opening", now=timezone.now())

    told = client.get("/api/v1/courses/lobby").json()

    assert (told["audience_en"], told["includes_en"]) == (["Lobby managers", "Tellers"], "Lunch")
    assert (told["instructors"], told["instructors_en"]) == (["方令仪"], ["Fang Lingyi"])
    assert [row["title"] for row in told["outline_en"]] == ["Opening"]


def test_changes_are_told_to_the_last_one_however_many_they_are(client, monkeypatch):
    monkeypatch.setattr(open_data, "MOST", 2)
    ids = [SessionFactory(course=course(slug=f"c{n}")).public_id for n in range(5)]

    since, told, more = "2020-01-01", [], True
    while more:
        answer = client.get("/api/v1/changes", {"since": since}).json()
        since, more = answer["until"], answer["more"]
        told += [row["id"] for row in answer["sessions"]]

    assert sorted(told) == sorted(ids)


def test_what_was_written_at_one_moment_is_told_together(client, monkeypatch):
    monkeypatch.setattr(open_data, "MOST", 2)
    for number in range(4):
        SessionFactory(course=course(slug=f"c{number}"))
    Session.objects.update(updated_at=timezone.now())
    Course.objects.update(updated_at=timezone.now())

    answer = client.get("/api/v1/changes?since=2020-01-01").json()
    rest = client.get("/api/v1/changes", {"since": answer["until"]}).json()

    assert len(answer["sessions"]) == 4
    assert len(answer["courses"]) + len(rest["courses"]) == 4


def test_what_was_committed_after_an_answer_is_told_by_the_next(client):
    SessionFactory(course=course(slug="a"))
    answer = client.get("/api/v1/changes?since=2020-01-01").json()
    late = SessionFactory(course=course(slug="b"))
    Session.objects.filter(pk=late.pk).update(updated_at=timezone.now() - timedelta(seconds=3))

    rest = client.get("/api/v1/changes", {"since": answer["until"]}).json()

    assert late.public_id in [row["id"] for row in rest["sessions"]]
