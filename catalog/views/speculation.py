"""Which pages a browser may fetch or render before they are asked for: Speculation-Rules.

Pages of the catalogue only: they are the same for everybody, set no cookie and count nothing.
"""

from django.http import JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

A_DAY = 24 * 60 * 60  # seconds
READ = [
    "/",
    "/courses/*",
    "/sessions/*",
    "/categories/*",
    "/cities/*",
    "/instructors/*",
    "/schedule/*",
]
# Forms and files; filters change often and are many.
NOT_READ = ["/*/enroll/*", "/*/interest/*", "/*/files/*", "/*.*"]
PAGES = [
    {"href_matches": [*READ, *(f"/en{one}" for one in READ)]},
    {"not": {"href_matches": NOT_READ}},
    {"not": {"href_matches": "/*\\?(.+)"}},
    {"not": {"selector_matches": "[rel~=nofollow], [download], [target=_blank]"}},
]
# Where most readers of a page go next: the list and the grid, the first course or hit, the next
# session. Not before the page itself is seen, as site.js says: the two would hinder each other.
FIRST = [
    f":root.is-seen {where}"
    for where in (
        "body:has(.home) .masthead__nav a:nth-of-type(-n + 2)",
        ".board__row:first-child a",
        ".courses > :first-child h2 a",
        ".founds > :first-child h2 a",
        ".sessions > .session-rows > :first-child .session-row__where a",
    )
]


def rule(eagerness: str, *also: dict[str, object]) -> list[dict[str, object]]:
    return [{"source": "document", "where": {"and": [*PAGES, *also]}, "eagerness": eagerness}]


# A pointer tells a moment before where it will click; a finger tells nothing. What the tap itself
# begins to render is shown later than with no rules at all: at the pace of bench.second_page 0.5 s,
# fetched 0.3 s, with no rules 0.4 s, rendered before 0.1 s.
COMPUTER = {"prerender": rule("moderate")}
PHONE = {
    "prerender": rule("immediate", {"selector_matches": FIRST}),
    "prefetch": rule("moderate"),
}


@require_safe
def speculation(request):
    is_phone = request.headers.get("Sec-CH-UA-Mobile") == "?1"
    response = JsonResponse(
        PHONE if is_phone else COMPUTER, content_type="application/speculationrules+json"
    )
    patch_vary_headers(response, ["Sec-CH-UA-Mobile"])
    response["Cache-Control"] = f"public, max-age={A_DAY}"
    return response
