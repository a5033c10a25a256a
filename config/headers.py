"""What every answer says to the browser, pages and static files alike; and what is not answered."""

from django.http import HttpResponseNotAllowed

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# Nothing of ours uses what a browser could ask people for.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media"),
        *("fullscreen", "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi"),
        *("payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock"),
        *("serial", "usb", "xr-spatial-tracking"),
    )
)
ALWAYS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": PERMISSIONS,
    "X-Content-Type-Options": "nosniff",
}
# Pages everybody reads alike may be rendered before they are asked for (catalog.views.speculation).
SPECULATION = '"/speculation.json"'
OWN_PAGES = ("/admin/", "/my/", "/en/admin/", "/en/my/")
# For what is no page and has no policy of its own: a file, a redirect, a refusal.
NO_PAGE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class HeadersMiddleware:
    """Outermost, so that static files and redirects have the headers too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in METHODS:
            response = self.get_response(request)
        else:  # TRACE would repeat cookies
            response = HttpResponseNotAllowed(METHODS)
        for name, text in ALWAYS.items():
            response.headers.setdefault(name, text)
        response.headers.setdefault("Content-Security-Policy", NO_PAGE)
        if _is_public_page(request, response):
            response.headers["Speculation-Rules"] = SPECULATION
        return response


def _is_public_page(request, response) -> bool:
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return response.status_code == 200 and is_page and not request.path.startswith(OWN_PAGES)
