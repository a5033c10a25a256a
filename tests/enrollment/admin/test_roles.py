"""Every address of the site, public ones included, by role and method: as roles.tsv has it.

``yes``: the page does its work for this person; ``no``: 403; ``sign-in``: the sign-in page;
``missing``: 404; ``method``: 405, the address takes no such request. A new address, a new role or
a wider right fails here until the file says it.
"""

import csv
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from catalog import models
from catalog.domain.outline_versions import save_outline
from enrollment.domain import account_rights, class_codes, customers, links
from enrollment.domain.class_days import half_days_of
from enrollment.models import ClassRules, Inquiry, LetterText, Webhook
from enrollment.people.party import Person
from tests.factories import (
    NOW,
    InstructorFactory,
    InterestFactory,
    OfficeFactory,
    SessionFactory,
    SynonymFactory,
    TestimonialFactory,
    UserFactory,
    VenueFactory,
    enrolled,
)
from tests.office import staff

pytestmark = pytest.mark.django_db

FILE = Path(__file__).with_name("roles.tsv")
ROLES = ("anonymous", "disabled", "plain", *account_rights.ROLES)
METHODS = ("GET", "POST")
OTHERS = {404: "missing", 405: "method"}


def table() -> dict[tuple[str, str], dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    return {(row["address"], row["method"]): row for row in rows}


def routes(resolver=None, before="", space="") -> dict[str, str]:
    """Each named address of the site and its route; the Chinese ones, English has the same."""
    found = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern).lstrip("^").rstrip("$")
        if not isinstance(pattern, URLPattern):
            name = getattr(pattern, "namespace", None)
            found |= routes(pattern, route, f"{name}:" if name else space)
        elif pattern.name:
            found[space + pattern.name] = route
    return found


def address(route: str, known: dict) -> str:
    """The address with an object of the right kind behind it."""
    app, model, *_rest = (*route.removeprefix("admin/").split("/"), "")
    known = known | {name: known.get(f"{app}/{model}", 1) for name in ("object_id", "pk", "id")}
    known |= known.get(route, {})
    for name, value in known.items():
        for kind in ("half:", "int:", "str:", "slug:", "code:", "path:", ""):
            route = route.replace(f"<{kind}{name}>", str(value))
    return "/" + route.replace("(?P<app_label>auth|catalog|enrollment)", "catalog")


@pytest.fixture
def known():
    session = SessionFactory(state="open")
    VenueFactory(city=session.city)
    outline = save_outline(session.course, "第一模块 开场", now=NOW)
    person = enrolled(session, 1, people=(Person("安小宁"),)).participants.get()
    party = enrolled(session, 1)
    customers.recognise_waiting(now=NOW)
    ClassRules.objects.create(course=session.course)
    LetterText.objects.create(kind="confirmed", language="en", number=1, created_at=NOW)
    for factory in (InstructorFactory, OfficeFactory, SynonymFactory, TestimonialFactory):
        factory()
    interest = InterestFactory()
    Inquiry.objects.create(
        key="inquiry", contact_name="安安", contact_phone="13900000001", text="?", created_at=NOW
    )
    UserFactory(username="somebody")
    Webhook.objects.create(name="平台", url="https://hooks.example.com/", gathered_until=NOW)
    trusted(session.course)
    registered = [model for model in admin.site._registry if model._default_manager.exists()]
    return {
        **{f"{m._meta.app_label}/{m._meta.model_name}": newest(m) for m in registered},
        "slug": session.course.slug,
        "public_id": session.public_id,
        "token": links.token_for(party),
        "number": outline.number,
        "code": interest.code,
        "merge": 1,
        "proof": "x",
        "link": 1,
        "kind": "json",
        "figure": "value",
        "key": f"{session.starts_on}-am",
        "name": "list.xlsx",
        "language": "en",
        "verb": "cancel_session",
        "content_type_id": ContentType.objects.get_for_model(session.course).pk,
        "r/<path:content_type_id>": session.course.pk,
        "url": "nothing/",
        "edition": 1,
        "size": "480",
        "suffix": "jpg",
        "app_label": "catalog",
        # By the route: what is called the same elsewhere.
        "admin/catalog/session/badge/<code:code>/": {"code": class_codes.badge_of(person)},
        "admin/enrollment/lettertext/text/<slug:kind>/<slug:language>/": {"kind": "confirmed"},
        "checkin/<str:code>/": {"code": class_codes.screen_code(session, half_days_of(session)[0])},
        "feedback/<code:token>/": {"token": class_codes.feedback_token(party)},
    }


def trusted(course) -> None:
    """A row of everything readers look for before paying."""
    models.Seller.objects.create(pk=1)
    models.Guidance.objects.create(place="coming", name="请带", text="身份证")
    models.RefundRule.objects.create(days_before=7, percent=80)
    models.Question.objects.create(question="?", answer="!")
    models.Client.objects.create(name="某银行")
    models.Picture.objects.create(course=course, alt="图")
    models.MissedSearch.objects.create(words="区块链", last_on=NOW)
    models.LinkVisit.objects.create(course=course, day=NOW)


def newest(model) -> int:
    return model._default_manager.order_by("-pk").first().pk


def client_of(role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role == "plain":
        client.force_login(UserFactory(username="plain"))
    elif role == "disabled":
        user = staff("manager", username="left")
        client.force_login(user)
        user.is_active = False
        user.save()
    elif role != "anonymous":
        client.force_login(staff(role))
    return client


def cell(answer) -> str:
    if answer.status_code in OTHERS:
        return OTHERS[answer.status_code]
    if answer.status_code >= 500:
        return f"error {answer.status_code}"
    if answer.status_code == 302 and "/login/" in answer.url:
        return "sign-in"
    if answer.status_code == 403:
        return "sign-in" if b'name="username"' in answer.content else "no"
    return "yes"


def observed(role: str, method: str, known: dict) -> dict[str, str]:
    """What everybody of this role gets at each address; nothing of it stays in the database."""
    seen, client = {}, client_of(role)
    cookies = client.cookies.copy()
    for name, route in routes().items():
        client.cookies = cookies.copy()
        before = transaction.savepoint()
        answer = client.generic(
            method, address(route, known), content_type="application/x-www-form-urlencoded"
        )
        _ = answer.getvalue() if answer.streaming else answer.content
        seen[name] = cell(answer)
        transaction.set_rollback(False)
        transaction.savepoint_rollback(before)
    return seen


def test_the_table_has_every_address_and_role():
    named = {(name, method) for name in routes() for method in METHODS}

    assert set(table()) == named
    assert {role for row in table().values() for role in row} == {"address", "method", *ROLES}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", METHODS)
def test_an_address_answers_whom_the_table_names(role, method, known):
    said = {name: row[role] for (name, asked), row in table().items() if asked == method}

    assert observed(role, method, known) == said
