"""Which pages a browser may render before they are asked for, as the Speculation-Rules header says.

Pages of the catalogue only: they are the same for everybody, set no cookie and count nothing.
"""

from django.http import JsonResponse
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
RULES = {
    "prerender": [
        {
            "source": "document",
            "where": {
                "and": [
                    {"href_matches": [*READ, *(f"/en{one}" for one in READ)]},
                    {"not": {"href_matches": NOT_READ}},
                    {"not": {"href_matches": "/*\\?(.+)"}},
                    {"not": {"selector_matches": "[rel~=nofollow], [download], [target=_blank]"}},
                ]
            },
            "eagerness": "moderate",
        }
    ]
}


@require_safe
def speculation(request):
    response = JsonResponse(RULES, content_type="application/speculationrules+json")
    response["Cache-Control"] = f"public, max-age={A_DAY}"
    return response
