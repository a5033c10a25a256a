"""Who may open which page of the back office, page by page; and what an editor never sees."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from catalog.domain.outline_versions import save_outline
from enrollment.domain import customers
from enrollment.models import AuditEvent, OutboxMessage
from enrollment.people.party import Person
from tests.factories import (
    CategoryFactory,
    CityFactory,
    CourseFactory,
    SessionFactory,
    UserFactory,
    enrolled,
)
from tests.office import client_of, staff

pytestmark = pytest.mark.django_db

E, S, M = "editor", "sales", "manager"
ROLES = ["anonymous", "disabled", "plain", E, S, M]
# Everybody in the back office, whoever may see the catalogue, and so on.
ALL, CATALOGUE, COURSES, SELLING, BOSS = {E, S, M, "plain"}, {E, M}, {E, S, M}, {S, M}, {M}
PAGES = {
    "index": ALL,
    "jsi18n": ALL,
    "password_change": ALL,
    "password_change_done": ALL,
    "account": ALL,
    "account_confirm": ALL,
    "account_factor": ALL,
    "autocomplete": None,  # checked below: it needs a field
    "login": None,
    "logout": None,
    "view_on_site": None,
    "app_list": None,
    "catalog_course_import": CATALOGUE,
    "catalog_course_preview": None,  # POST only
    "catalog_course_clipboard": None,  # POST only
    "catalog_course_copy": CATALOGUE,
    "catalog_course_draft": None,  # POST only
    "catalog_course_picture": None,  # one's own only
    "catalog_course_quality": CATALOGUE,
    "catalog_course_outline": CATALOGUE,
    "catalog_course_english": CATALOGUE,
    "catalog_course_overview": COURSES,
    "catalog_course_embed": COURSES,
    "catalog_course_version": CATALOGUE,
    "catalog_course_version_file": CATALOGUE,
    "catalog_course_status": CATALOGUE,
    "catalog_calendarday_year": CATALOGUE,
    "catalog_session_do": CATALOGUE,
    "catalog_session_decide": None,  # of one session: roles.tsv has it
    "catalog_session_plan": COURSES,
    "catalog_session_plan_clashes": COURSES,
    "catalog_session_plan_copy": CATALOGUE,
    "catalog_session_plan_paste": CATALOGUE,
    "catalog_session_plan_proposal": CATALOGUE,
    "catalog_session_plan_review": None,  # POST only
    "catalog_session_plan_row": None,  # needs a row: roles.tsv has it
    "catalog_session_plan_undo": None,  # POST only
    # A class, and texts of letters: roles.tsv has who may do what.
    "catalog_session_attendance": None,
    "catalog_session_badge": None,
    "catalog_session_certificate": None,
    "catalog_session_certificates": None,
    "catalog_session_class": None,
    "catalog_session_letter": None,
    "catalog_session_note": None,
    "catalog_session_opinions": None,
    "catalog_session_paper": None,
    "catalog_session_screen": None,
    "catalog_session_walk_in": None,
    "enrollment_lettertext_edit": None,
    "enrollment_feedbackquestion_opinions": None,
    "enrollment_enrollment_do": SELLING,
    "enrollment_enrollment_link": SELLING,
    "enrollment_enrollment_paper": SELLING,
    "enrollment_interest_map": COURSES,
    "enrollment_privacyrequest_person": BOSS,
    "enrollment_enrollment_import": SELLING,
    "enrollment_enrollment_export": SELLING,
    "enrollment_company_export": SELLING,
    "enrollment_inquiry_export": SELLING,
    "enrollment_enrollment_link_text": None,  # POST only
    "enrollment_enrollment_figures": SELLING,
    "enrollment_enrollment_figures_csv": SELLING,
    "enrollment_enrollment_figures_xlsx": SELLING,
    "enrollment_enrollment_downloads": SELLING,
    "enrollment_enrollment_download": None,  # one's own only
    "enrollment_interest_telephone": SELLING,
    "enrollment_enrollment_views": None,  # POST only
    "catalog_session_export": SELLING,
    "enrollment_inquiry_board": SELLING,
    "enrollment_inquiry_record": SELLING,
    "enrollment_inquiry_do": None,  # below: it needs a verb of its own
    "enrollment_company_suggestions": SELLING,
    "enrollment_company_merge": SELLING,
    "enrollment_company_link": None,  # POST only
    "enrollment_company_revoke": None,  # POST only
    "enrollment_company_names": None,  # POST only
    "enrollment_company_undo": None,  # POST only
    "enrollment_person_merge": SELLING,
    "enrollment_person_undo": None,  # POST only
}
LISTS = {
    "enrollment_classrules": CATALOGUE,
    "enrollment_feedbackquestion": CATALOGUE,
    "enrollment_lettertext": CATALOGUE,
    "catalog_category": CATALOGUE,
    "catalog_city": CATALOGUE,
    "catalog_venue": CATALOGUE,
    "catalog_instructor": CATALOGUE,
    "catalog_calendarday": CATALOGUE,
    "catalog_office": CATALOGUE,
    "catalog_synonym": CATALOGUE,
    "catalog_missedsearch": CATALOGUE,
    "catalog_client": CATALOGUE,
    "catalog_guidance": CATALOGUE,
    "catalog_question": CATALOGUE,
    "catalog_picture": CATALOGUE,
    "catalog_refundrule": COURSES,
    "catalog_seller": COURSES,
    "catalog_linkvisit": COURSES,
    "catalog_testimonial": CATALOGUE,
    "catalog_outline": CATALOGUE,
    "catalog_course": COURSES,
    "catalog_session": COURSES,
    "enrollment_enrollment": SELLING,
    "enrollment_outboxmessage": SELLING,
    "enrollment_interest": SELLING,
    "enrollment_inquiry": SELLING,
    "enrollment_company": SELLING,
    "enrollment_person": SELLING,
    "enrollment_webhook": BOSS,
    "enrollment_auditevent": BOSS,
    "enrollment_privacyrequest": BOSS,
    "enrollment_erasure": BOSS,
    "enrollment_consentrecord": BOSS,
    "enrollment_noticetext": BOSS,
    "auth_user": BOSS,
    "auth_group": BOSS,
}
ADDS = {
    **dict.fromkeys(
        [
            *("category", "city", "venue", "instructor", "office", "synonym", "testimonial"),
            "calendarday",
        ],
        CATALOGUE,
    ),
    **dict.fromkeys(["client", "guidance", "question", "picture", "refundrule"], CATALOGUE),
    **dict.fromkeys(["classrules", "feedbackquestion"], CATALOGUE),
    "seller": BOSS,
    **dict.fromkeys(
        ["course", "session"],
        CATALOGUE,
    ),
    "enrollment": SELLING,
    "company": SELLING,
    "webhook": BOSS,
    "user": BOSS,
    "group": BOSS,
}
CANARY = ("金丝雀", "13912345678", "canary@example.com", "雀鸣示例银行")


def admin_patterns():
    for resolver in get_resolver().url_patterns:
        for pattern in getattr(resolver, "url_patterns", []):
            if getattr(pattern, "app_name", "") == "admin":
                yield from every(pattern)


def every(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from every(pattern)


def known(name: str) -> bool:
    noun, _underscore, verb = name.rpartition("_")
    return name in PAGES or (
        verb in {"changelist", "add", "history", "delete", "change"} and noun in LISTS
    )


def test_every_page_of_the_back_office_is_in_the_table():
    unnamed = {"auth_user_password_change"}
    names = {pattern.name for pattern in admin_patterns() if pattern.name} - unnamed

    assert {name for name in names if not known(name)} == set()


def client(role: str) -> Client:
    if role == "anonymous":
        return Client()
    client = Client()
    if role == "disabled":
        user = staff("manager", username="left")
        client.force_login(user)
        user.is_active = False
        user.save()
    elif role == "plain":
        client.force_login(UserFactory())
    else:
        return client_of(role)
    return client


def logged_in(role: str) -> bool:
    return role not in {"anonymous", "disabled"}


@pytest.fixture
def address():
    """The address of a named page, with an object behind every argument."""
    session = SessionFactory(state="open")
    save_outline(session.course, "第一模块 开场", now=timezone.now())
    party = enrolled(session, 1)
    customers.recognise_waiting(now=timezone.now())
    party.refresh_from_db()
    arguments = {
        "catalog_course_copy": [session.course.pk],
        "catalog_course_outline": [session.course.pk],
        "catalog_course_english": [session.course.pk],
        "catalog_course_overview": [session.course.pk],
        "catalog_course_version": [session.course.pk, 1],
        "catalog_course_version_file": [session.course.pk, 1, "json"],
        "catalog_course_status": [session.course.pk],
        "catalog_session_do": [session.pk, "change_capacity"],
        "enrollment_enrollment_do": [party.pk, "cancel"],
        "enrollment_enrollment_link": [party.pk],
        "enrollment_enrollment_figures_csv": ["value"],
        "enrollment_enrollment_figures_xlsx": ["value"],
        "enrollment_enrollment_paper": [party.pk],
        "enrollment_company_merge": [party.company_record_id],
        "enrollment_person_merge": [party.person_id],
    }
    return lambda name: reverse(f"admin:{name}", args=arguments.get(name, []))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", [name for name, who in PAGES.items() if who is not None])
def test_a_page_opens_for_whom_the_table_names(role, name, address):
    answer = client(role).get(address(name))

    if not logged_in(role):
        assert answer.status_code == 302
        assert "/login/" in answer.url
    elif role in PAGES[name]:
        assert answer.status_code == (302 if name.endswith("status") else 200)
    else:
        assert answer.status_code == 403


@pytest.mark.parametrize("role", ROLES)
def test_lists_and_forms_open_for_whom_the_table_names(role):
    browser = client(role)
    opened = {
        noun
        for noun in LISTS
        if browser.get(reverse(f"admin:{noun}_changelist")).status_code == 200
    }
    added = {
        noun.rpartition("_")[2]
        for noun in LISTS
        if browser.get(reverse(f"admin:{noun}_add")).status_code == 200
    }

    assert opened == {noun for noun, who in LISTS.items() if role in who}
    assert added == {noun for noun, who in ADDS.items() if role in who}


def test_a_right_that_is_taken_away_is_gone_with_the_next_request():
    user = staff("sales")
    browser = Client()
    browser.force_login(user)
    address = reverse("admin:enrollment_enrollment_changelist")
    before = browser.get(address).status_code

    user.groups.clear()

    assert (before, browser.get(address).status_code) == (200, 403)


def test_sales_change_nothing_of_the_catalogue():
    course, city, category = CourseFactory(), CityFactory(), CategoryFactory()
    session = SessionFactory(course=course, capacity=10)
    browser = client_of("sales")

    answers = [
        browser.post(reverse("admin:catalog_course_change", args=[course.pk]), {"title": "x"}),
        browser.post(reverse("admin:catalog_city_change", args=[city.pk]), {"name": "x"}),
        browser.post(reverse("admin:catalog_category_change", args=[category.pk]), {"name": "x"}),
        browser.post(reverse("admin:catalog_session_change", args=[session.pk]), {"note": "x"}),
        browser.post(
            reverse("admin:catalog_session_do", args=[session.pk, "change_capacity"]),
            {"capacity": 5, "overbook": 0},
        ),
    ]

    session.refresh_from_db()
    course.refresh_from_db()
    assert [answer.status_code for answer in answers] == [403] * 5
    assert (session.capacity, session.note, course.title == "x") == (10, "", False)


def canary_addresses(session, party) -> list[str]:
    """Whatever an editor might try: pages, searches, filters, histories, files."""
    lists = [reverse(f"admin:{noun}_changelist") for noun in LISTS]
    return [
        "/admin/",
        *lists,
        *(f"{address}?q={CANARY[0]}" for address in lists),
        *(f"{address}?q={CANARY[1]}" for address in lists),
        reverse("admin:catalog_session_change", args=[session.pk]),
        reverse("admin:catalog_session_history", args=[session.pk]),
        reverse("admin:catalog_session_do", args=[session.pk, "cancel_session"]),
        reverse("admin:catalog_session_changelist") + "?enrollments__contact_name=金丝雀",
        reverse("admin:catalog_course_change", args=[session.course.pk]),
        reverse("admin:enrollment_enrollment_change", args=[party.pk]),
        reverse("admin:enrollment_enrollment_history", args=[party.pk]),
        "/admin/autocomplete/?app_label=enrollment&model_name=enrollment&field_name=session&term=金",
        "/admin/autocomplete/?app_label=catalog&model_name=session&field_name=course&term=课",
        *(f"/admin/r/{kind}/{party.pk}/" for kind in range(1, 25)),
    ]


@pytest.mark.parametrize("role", ["editor", "plain"])
def test_who_does_not_sell_never_sees_a_person(role):
    session = SessionFactory(capacity=5)
    name, phone, mail, company = CANARY
    party = enrolled(
        session,
        2,
        contact_name=name,
        contact_phone=phone,
        contact_email=mail,
        company=company,
        people=(Person(name, phone=phone, email=mail),),
    )
    customers.recognise_waiting(now=timezone.now())
    OutboxMessage.objects.update(state="failed")
    browser = client(role)
    browser.raise_request_exception = False

    seen = {}
    for address in canary_addresses(session, party):
        answer = browser.get(address)
        text = answer.content.decode()
        # What was asked for may come back in the search box; nothing else may.
        asked = [word for word in CANARY if word in answer.request["QUERY_STRING"]]
        shown = [
            word
            for word in (*CANARY, party.code, "139****5678")
            if word in text and not (word in asked or f"q={word}" in address or word in address)
        ]
        if shown:
            seen[address] = shown
    for kind in ("xlsx", "csv"):
        answer = browser.post(reverse("admin:enrollment_enrollment_export"), {"form": kind})
        assert answer.status_code == 403

    assert seen == {}
    assert AuditEvent.objects.filter(verb__in=["export", "view"]).count() == 0
