"""The OpenAPI 3.1 document of the read-only API; a test compares it with what is answered."""

import re

from catalog.models.course import TAUGHT_IN
from catalog.models.outline import ItemKind
from catalog.models.session_state import SessionState
from catalog.queries.availability import KINDS

TEXT = {"type": "string"}
MAYBE_TEXT = {"type": ["string", "null"]}
DAY = {"type": ["string", "null"], "format": "date"}
MOMENT = {"type": "string", "format": "date-time"}
DAYS = {"type": "array", "items": {"type": "string", "format": "date"}}
TEXTS = {"type": "array", "items": TEXT}
MONTH = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "examples": ["2026-12"]}
PAGE = {"type": "integer", "minimum": 1, "default": 1}
PAST = {"enum": ["0", "1"], "default": "0"}
SINCE = {"anyOf": [MOMENT, {"type": "string", "format": "date"}]}
CURRENCY = {"enum": ["CNY"]}
ERRORS = (
    *("method", "limit", "not_found", "parameter"),
    *("category", "city", "month", "course", "page", "past", "since"),  # the one that is wrong
)


def _object(**properties) -> dict:
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _list_of(name: str) -> dict:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


def _page_of(key: str, name: str) -> dict:
    return _object(count={"type": "integer"}, next=MAYBE_TEXT, **{key: _list_of(name)})


COURSE = {
    **dict.fromkeys(("slug", "code", "title", "title_en", "summary", "summary_en"), TEXT),
    "category": TEXT,
    "audience": TEXTS,
    "audience_en": TEXTS,
    "price": MAYBE_TEXT,
    "currency": CURRENCY,
    "days": MAYBE_TEXT,
    "language": {"enum": [code for code, _name in TAUGHT_IN]},
    "includes": TEXT,
    "includes_en": TEXT,
    "instructors": TEXTS,
    "instructors_en": TEXTS,
    "url": TEXT,
    "updated_at": MOMENT,
}
VENUE = dict.fromkeys(("name", "name_en", "address", "address_en"), TEXT)
SCHEMAS = {
    "Category": _object(
        **dict.fromkeys(("slug", "name", "name_en", "text", "text_en", "url"), TEXT),
        parent=MAYBE_TEXT,
    ),
    "Course": _object(**COURSE),
    "OutlineItem": _object(
        position={"type": "integer"},
        depth={"type": "integer"},
        kind={"enum": ItemKind.values},
        label=TEXT,
        title=TEXT,
        implied={"type": "boolean"},
    ),
    "CourseWithOutline": _object(
        **COURSE, outline=_list_of("OutlineItem"), outline_en=_list_of("OutlineItem")
    ),
    "Session": _object(
        id=TEXT,
        course=TEXT,
        city=_object(slug=TEXT, name=TEXT, name_en=TEXT),
        venue={"anyOf": [_object(**VENUE), {"type": "null"}]},
        instructors=TEXTS,
        instructors_en=TEXTS,
        month=MONTH,
        starts_on=DAY,
        ends_on=DAY,
        days=DAYS,
        state={"enum": SessionState.values},
        seats={"enum": [*KINDS]},
        takes_enrollments={"type": "boolean"},
        price=MAYBE_TEXT,
        currency=CURRENCY,
        url=TEXT,
        updated_at=MOMENT,
    ),
    "Categories": _object(categories=_list_of("Category")),
    "Courses": _page_of("courses", "Course"),
    "Sessions": _page_of("sessions", "Session"),
    "Changes": _object(
        since=MOMENT,
        until=MOMENT,
        more={"type": "boolean"},
        courses=_list_of("Course"),
        courses_gone=TEXTS,
        categories_gone=TEXTS,
        sessions=_list_of("Session"),
        sessions_gone=TEXTS,
    ),
    "Error": _object(error={"enum": [*ERRORS]}, detail=TEXT),
}


PATHS: dict[str, tuple[str, str, dict]] = {
    "/api/v1/categories": ("Categories", "All categories.", {}),
    "/api/v1/courses": (
        "Courses",
        "Published courses by code.",
        {"category": TEXT, "page": PAGE},
    ),
    "/api/v1/courses/{slug}": ("CourseWithOutline", "A course with its outline.", {}),
    "/api/v1/sessions": (
        "Sessions",
        "Sessions to come, soonest first; past=1 gives all.",
        {"course": TEXT, "city": TEXT, "month": MONTH, "past": PAST, "page": PAGE},
    ),
    "/api/v1/sessions/{id}": ("Session", "A session, over or cancelled ones as well.", {}),
    "/api/v1/changes": (
        "Changes",
        "What changed since a moment, about 500 of a kind. Go on since `until`, at once if `more`.",
        {"since": SINCE},
    ),
}
REQUIRED = {"since"}
IN_PATH = re.compile(r"{(\w+)}")


def openapi(site: str, version: str) -> dict:
    return {
        "openapi": "3.1.0",
        "info": {"title": "Kaike 开课", "version": version, "license": {"name": "see the site"}},
        "servers": [{"url": site}],
        "paths": {path: _get(path, *facts) for path, facts in PATHS.items()},
        "components": {"schemas": SCHEMAS},
    }


def _get(path: str, schema: str, summary: str, query: dict) -> dict:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": TEXT}
        for name in IN_PATH.findall(path)
    ]
    parameters += [
        {"name": name, "in": "query", "required": name in REQUIRED, "schema": one}
        for name, one in query.items()
    ]
    return {
        "get": {
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": {"description": "Found.", "content": _content(schema)},
                "304": {"description": "Nothing changed since the ETag that was sent."},
                "400": _error("A parameter means nothing or is not one of this address."),
                "404": _error("Nothing is at this address."),
                "405": _error("Not a GET: this API is read-only.", "Allow", TEXT),
                "429": _error("Too many requests.", "Retry-After", {"type": "integer"}),
            },
        }
    }


def _error(description: str, header: str = "", value: dict | None = None) -> dict:
    headers = {"headers": {header: {"schema": value}}} if header else {}
    return {"description": description, **headers, "content": _content("Error")}


def _content(schema: str) -> dict:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
