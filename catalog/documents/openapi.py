"""The OpenAPI 3.1 document of the read-only API; a test compares it with what is answered."""

from catalog.models.session_state import SessionState

TEXT = {"type": "string"}
MAYBE_TEXT = {"type": ["string", "null"]}
DAY = {"type": ["string", "null"], "format": "date"}
MOMENT = {"type": "string", "format": "date-time"}
DAYS = {"type": "array", "items": {"type": "string", "format": "date"}}
TEXTS = {"type": "array", "items": TEXT}


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
    "currency": TEXT,
    "days": MAYBE_TEXT,
    "language": TEXT,
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
        kind=TEXT,
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
        month=TEXT,
        starts_on=DAY,
        ends_on=DAY,
        days=DAYS,
        state={"enum": SessionState.values},
        seats=TEXT,
        takes_enrollments={"type": "boolean"},
        price=MAYBE_TEXT,
        currency=TEXT,
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
        sessions=_list_of("Session"),
    ),
    "Error": _object(error=TEXT, detail=TEXT),
}


def openapi(site: str, version: str) -> dict:
    return {
        "openapi": "3.1.0",
        "info": {"title": "Kaike 开课", "version": version, "license": {"name": "see the site"}},
        "servers": [{"url": site}],
        "paths": {
            "/api/v1/categories": _get("Categories", "All categories."),
            "/api/v1/courses": _get(
                "Courses", "Published courses by code.", category=TEXT, page={"type": "integer"}
            ),
            "/api/v1/courses/{slug}": _get(
                "CourseWithOutline", "A course with its outline.", path="slug"
            ),
            "/api/v1/sessions": _get(
                "Sessions",
                "Sessions to come, soonest first; past=1 gives all.",
                course=TEXT,
                city=TEXT,
                month=TEXT,
                past=TEXT,
                page={"type": "integer"},
            ),
            "/api/v1/sessions/{id}": _get(
                "Session", "A session, over or cancelled ones as well.", path="id"
            ),
            "/api/v1/changes": _get(
                "Changes",
                "What was written since a moment, the earliest first, about 500 of a kind."
                " Go on since `until`, at once where `more` is true.",
                since=MOMENT,
            ),
        },
        "components": {"schemas": SCHEMAS},
    }


def _get(schema: str, summary: str, *, path: str = "", **query) -> dict:
    parameters = [{"name": path, "in": "path", "required": True, "schema": TEXT}] if path else []
    parameters += [{"name": name, "in": "query", "schema": one} for name, one in query.items()]
    return {
        "get": {
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": {"description": "Found.", "content": _content(schema)},
                "400": {"description": "A parameter means nothing.", "content": _content("Error")},
                "404": {"description": "Nothing is at this address.", "content": _content("Error")},
                "429": {"description": "Too many requests.", "content": _content("Error")},
            },
        }
    }


def _content(schema: str) -> dict:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
