from django.urls import path

from catalog import views
from catalog.views import (
    api,
    calendars,
    documents,
    embed,
    feeds,
    picture_files,
    short_links,
    speculation,
    trust_pages,
)

app_name = "catalog"
urlpatterns = [
    path("", views.home, name="home"),
    path("courses/", views.course_list, name="course_list"),
    path("courses/compare/", views.compare, name="compare"),
    path("courses/<slug:slug>/", views.course, name="course"),
    *(
        path(f"courses/<slug:slug>/{name}", documents.document, {"name": name}, name=name)
        for name in documents.KINDS
    ),
    path("courses/<slug:slug>/files/<code:public_id>/", documents.attachment, name="attachment"),
    path("courses/<slug:slug>/preview/<str:signed>/", views.preview, name="preview"),
    path("sessions/<code:public_id>/before/", trust_pages.before, name="before"),
    path("sessions/<code:public_id>/before.pdf", trust_pages.before_file, name="before.pdf"),
    path("instructors/", trust_pages.instructors, name="instructors"),
    path("instructors/<slug:slug>/", trust_pages.instructor, name="instructor"),
    path("categories/<slug:slug>/", views.category, name="category"),
    path("cities/", views.cities, name="cities"),
    path("cities/<slug:slug>/", views.city, name="city"),
    path("embed/", embed.embed, name="embed"),
    *(
        path(f"embed/{name}.css", embed.theme_sheet, {"name": name}, name=f"embed_{name}")
        for name in embed.THEMES
    ),
    path("api/v1/", api.index, name="api"),
    path("api/v1/categories", api.categories, name="api_categories"),
    path("api/v1/courses", api.courses, name="api_courses"),
    path("api/v1/courses/<slug:slug>", api.course, name="api_course"),
    path("api/v1/sessions", api.sessions, name="api_sessions"),
    path("api/v1/sessions/<code:public_id>", api.session, name="api_session"),
    path("api/v1/changes", api.changes, name="api_changes"),
    path("api/v1/openapi.json", api.openapi_document, name="api_openapi"),
    path("api/v1/<path:rest>", api.nothing),
    path("buying/", trust_pages.buying, name="buying"),
    path("buying/contract/", trust_pages.contract, name="contract"),
    path(
        "pictures/<code:public_id>/<int:edition>-<slug:size>.<slug:suffix>",
        picture_files.picture,
        name="picture",
    ),
    path("c/<path:course_code>/", short_links.short_link, name="short_link"),
    path("sessions/<code:public_id>/", views.session, name="session"),
    path("sessions/<code:public_id>/calendar.ics", calendars.session_calendar, name="calendar"),
    path("schedule.ics", calendars.schedule_calendar, name="schedule_calendar"),
    path("feed.atom", feeds.new_sessions, name="feed"),
    path("schedule/", views.schedule, name="schedule"),
    path("search/", views.search_page, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("style/", views.style, name="style"),
    path("style/schemes.css", views.style_schemes, name="style_schemes"),
    path("speculation.json", speculation.speculation, name="speculation"),
    path("card.png", documents.site_card, name="site_card"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
