"""The read-only JSON API below /api/v1/: plain views, an ETag, a limit, open to other sites."""

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, datetime, time
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.views.decorators.csrf import csrf_exempt

from catalog.documents.openapi import openapi
from catalog.forms import CourseFilter
from catalog.models.course import below
from catalog.queries import open_data
from catalog.queries.catalogue import Filter
from catalog.views.client_address import source_of
from catalog.views.grid import course_in
from catalog.views.page_cache import cached_page

PER_PAGE = 100
EXAMPLES = {
    "category": "The slugs of categories are in /api/v1/categories.",
    "city": "The slugs of cities are in /api/v1/sessions, for example kunming.",
    "month": "Write it as 2026-12.",
    "course": "The slugs of courses are in /api/v1/courses.",
    "page": "Follow next until it is null.",
    "past": "Write past=1 for all sessions, or leave it out.",
}
METHODS = "GET, HEAD, OPTIONS"
LIMIT, WINDOW = 240, 60  # answers to one visitor in so many seconds, in each process


class Refused(Exception):
    """What was asked means nothing: no answer must be taken for one. ``name`` is for a program."""

    def __init__(self, name: str, detail: str):
        super().__init__(detail)
        self.name = name


class Meaningless(Refused):
    """A parameter that names nothing."""

    def __init__(self, name: str, value: str):
        super().__init__(name, f"{name}={value[:80]!r} names nothing. {EXAMPLES[name]}")


def for_programs(*known: str) -> Callable:
    """GET for everybody, from any site, without cookies, with these parameters and no others;
    too many are asked to wait."""

    def decorated(view: Callable) -> Callable:
        @csrf_exempt
        @wraps(view)
        def answer(request, *args, **kwargs):
            if early := _without_looking(request):
                return early
            request.COOKIES = {}  # nobody is known here
            try:
                _check_names(request.GET, known)
                return _open(cached_page(view)(request, *args, **kwargs))
            except Http404:
                return _refusal(404, "not_found", "There is nothing at this address.")
            except Refused as wrong:
                return _refusal(400, wrong.name, str(wrong))

        vars(answer)["known"] = known
        return answer

    return decorated


def _without_looking(request) -> JsonResponse | None:
    """The answer to what is no GET, and to a visitor who asks too often; else ``None``."""
    if request.method not in {"GET", "HEAD"}:
        asked = request.method == "OPTIONS"
        said = "This API is read-only: use GET."
        response = _open(JsonResponse({})) if asked else _refusal(405, "method", said)
        response["Allow"] = METHODS
        return response
    if _over(request):
        said = f"At most {LIMIT} requests a minute: wait a minute."
        response = _refusal(429, "limit", said)
        response["Retry-After"] = str(WINDOW)
        return response
    return None


def _check_names(query, known: tuple[str, ...]) -> None:
    """What is left out silently would be taken for what was asked."""
    for name, values in query.lists():
        if name not in known:
            others = f"It knows {', '.join(known)}." if known else "It takes none."
            raise Refused("parameter", f"This address has no parameter {name[:80]!r}. {others}")
        if len(values) > 1:
            raise Refused("parameter", f"{name} is given {len(values)} times: give it once.")


def _over(request) -> bool:
    key = f"api:{source_of(request)}:{int(timezone.now().timestamp()) // WINDOW}"
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key) > LIMIT
    except ValueError:  # it ended between the two
        return False


def _open(response):
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "If-None-Match"  # what it does with an ETag
    response["Access-Control-Max-Age"] = "86400"
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Vary"] = "Accept-Encoding"  # and no cookie, which nobody reads here
    return response


def _refusal(status: int, code: str, detail: str) -> JsonResponse:
    return _open(JsonResponse({"error": code, "detail": detail}, status=status))


def _json(data) -> JsonResponse:
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


@for_programs()
def index(request):
    names = ("categories", "courses", "sessions", "changes", "openapi")
    return _json({name: settings.SITE_URL + reverse(f"catalog:api_{name}") for name in names})


@for_programs()
def categories(request):
    return _json({"categories": open_data.categories()})


@for_programs("category", "page")
def courses(request):
    chosen = _chosen(request, "category")
    found = open_data.courses()
    if "category" in chosen:
        found = found.filter(below(chosen["category"]))
    return _paged(request, "courses", found, open_data.course)


@for_programs()
def course(request, slug: str):
    rows = open_data.courses().select_related("outline")
    found = rows.filter(slug=slug).first() or get_object_or_404(rows, former_slugs__slug=slug)
    outlines = {
        "outline": open_data.outline(found),
        "outline_en": open_data.outline_in_english(found),
    }
    return _json({**open_data.course(found), **outlines})


@for_programs("course", "city", "month", "past", "page")
def sessions(request):
    now = timezone.now()
    chosen = _chosen(request, "city", "month")
    found = open_data.sessions()
    if (past := request.GET.get("past", "")) not in {"", "0", "1"}:
        raise Meaningless("past", past)
    if past != "1":
        found = found.upcoming(today=timezone.localdate(now))
    if "city" in chosen:
        found = found.filter(city=chosen["city"])
    if "month" in chosen:
        found = found.filter(month=chosen["month"])
    if slug := request.GET.get("course", "").replace("\x00", "")[:120]:
        course = course_in(slug)
        if course is None:
            raise Meaningless("course", slug)
        found = found.filter(course=course)
    return _paged(request, "sessions", found, lambda one: open_data.session(one, now=now))


@for_programs()
def session(request, public_id: str):
    found = get_object_or_404(open_data.sessions(), public_id=public_id)
    return _json(open_data.session(found, now=timezone.now()))


@for_programs("since")
def changes(request):
    since = _moment(request.GET.get("since", "")[:40])
    if since is None:
        return _refusal(
            400, "since", "Say since when, for example ?since=2026-12-01T09:00:00+08:00."
        )
    return _json(open_data.changes(since, now=timezone.now()))


@for_programs()
def openapi_document(request):
    return _json(openapi(settings.SITE_URL, settings.VERSION))


def nothing(request, rest: str):
    """No address of the API, whatever parameters it is asked with."""
    request.GET = QueryDict()
    return _nothing(request)


@for_programs()
def _nothing(request):
    raise Http404


def _chosen(request, *names: str) -> Filter:
    chosen = CourseFilter(request.GET).chosen
    for name in names:
        if (value := request.GET.get(name, "").strip()) and name not in chosen:
            raise Meaningless(name, value)
    return chosen


def _moment(text: str):
    """A moment or the beginning of a day; a plus sign that the address lost is put back.

    None for what is none, and for what lies outside the years that a database knows here.
    """
    try:
        moment = parse_datetime(text.replace(" ", "+"))
        if moment is None and (day := parse_date(text)):
            moment = datetime.combine(day, time.min)
    except ValueError:
        return None
    if moment is None or not MINYEAR < moment.year < MAXYEAR:
        return None
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def _paged(request, name: str, rows, data: Callable) -> JsonResponse:
    number = request.GET.get("page") or "1"
    try:
        page = Paginator(rows, PER_PAGE).page(number)
    except InvalidPage as error:
        raise Meaningless("page", number) from error
    following = None
    if page.has_next():
        query = request.GET.copy()
        query["page"] = str(page.next_page_number())
        following = f"{settings.SITE_URL}{request.path}?{query.urlencode()}"
    return _json(
        {
            "count": page.paginator.count,
            "next": following,
            name: [data(one) for one in page.object_list],
        }
    )
