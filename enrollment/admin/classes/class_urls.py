"""The addresses of a class, below its session."""

from django.urls import path, register_converter

from enrollment.admin.classes import (
    attendance_page,
    certificate_page,
    group_letters,
    hub,
    opinions,
    papers,
)


class HalfDayConverter:
    regex = r"\d{4}-\d{2}-\d{2}-(?:am|pm)"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(HalfDayConverter, "half")


def pages(site) -> list:
    """Named as the admin's own pages of a session are."""
    views = {
        "class": ("<int:pk>/class/", hub.hub),
        "attendance": ("<int:pk>/class/<half:key>/", attendance_page.attendance),
        "walk_in": ("<int:pk>/class/<half:key>/walk-in/", attendance_page.walk_in),
        "note": ("<int:pk>/class/<half:key>/note/", attendance_page.note),
        "screen": ("<int:pk>/class/<half:key>/screen/", attendance_page.screen),
        "badge": ("badge/<code:code>/", attendance_page.badge),
        "paper": ("<int:pk>/class/papers/<str:name>", papers.paper),
        "certificates": ("<int:pk>/class/certificates/", certificate_page.certificates),
        "certificate": (
            "<int:pk>/class/certificates/<code:number>.pdf",
            certificate_page.certificate_pdf,
        ),
        "letter": ("<int:pk>/class/letter/", group_letters.group_letter),
        "opinions": ("<int:pk>/class/opinions/", opinions.of_a_class),
    }
    return [
        path(route, site.admin_view(view), name=f"catalog_session_{name}")
        for name, (route, view) in views.items()
    ]
