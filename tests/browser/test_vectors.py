"""What strangers and editors type is text on every page: opened in a real browser, nothing runs."""

from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.domain.outline_versions import release, save_outline
from enrollment.models import Inquiry
from enrollment.people.party import Person
from tests.enrollment.own import url
from tests.factories import CourseFactory, SessionFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

VECTORS = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<details open ontoggle=alert(1)>",
    "<a href=javascript:alert(1) id=x>x</a>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<meta http-equiv=refresh content='0;url=//evil.example.com'>",
    "<base href=//evil.example.com/>",
    "<form action=//evil.example.com><button>x",
    "<link rel=stylesheet href=//evil.example.com/x.css>",
    "<style>@import '//evil.example.com/x.css'</style>",
    "<object data=//evil.example.com/x>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "{{constructor.constructor('alert(1)')()}}",
    "{% debug %}{{ settings.SECRET_KEY }}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u2028alert(1)//",
    "javascript:alert(1)",
    'x" autofocus onfocus=alert(1) y="',
    "` onerror=alert(1) `",
    "<x style=animation-name:x onanimationstart=alert(1)>",
    "<img src=//evil.example.com/pixel.png>",
    "<video><source onerror=alert(1)>",
]
QUOTED = [quote(vector) for vector in VECTORS]


@pytest.fixture
def hostile():
    """A course, a party, an inquiry and their pages, with every vector in each."""
    everything = "\n".join(VECTORS)
    course = CourseFactory(title=VECTORS[0] + VECTORS[4], summary=everything, audience=everything)
    lines = "\n".join(f"{number + 1}. {vector}" for number, vector in enumerate(VECTORS))
    release(
        save_outline(course, f"第一模块 {VECTORS[1]}\n{lines}", now=timezone.now()),
        now=timezone.now(),
    )
    session = SessionFactory(course=course, capacity=30)
    people = tuple(Person(vector[:60]) for vector in VECTORS[:20])
    party = enrolled(session, 20, people=people)
    party.company, party.contact_name, party.staff_note = VECTORS[4], VECTORS[5], everything
    party.save()
    Inquiry.objects.create(
        key="vectors",
        contact_name=VECTORS[4],
        contact_phone="13900000001",
        text=everything,
        created_at=timezone.now(),
    )
    return {
        "public": [
            reverse("catalog:home"),
            reverse("catalog:course_list"),
            course.get_absolute_url(),
            reverse("catalog:session", args=[session.public_id]),
            reverse("enrollment:enroll", args=[session.public_id]),
            url(party),
            *(f"/search/?q={quoted}" for quoted in QUOTED[:6]),
            *(
                f"{reverse('catalog:course_list')}?q={quoted}&city={quoted}"
                for quoted in QUOTED[:4]
            ),
        ],
        "staff": [
            reverse("admin:index"),
            reverse("admin:enrollment_enrollment_changelist"),
            reverse("admin:enrollment_enrollment_change", args=[party.pk]),
            reverse("admin:enrollment_inquiry_changelist"),
            reverse("admin:enrollment_inquiry_change", args=[Inquiry.objects.get().pk]),
            reverse("admin:catalog_course_change", args=[course.pk]),
            reverse("admin:catalog_course_outline", args=[course.pk]),
            reverse("admin:catalog_session_change", args=[session.pk]),
            *(
                f"{reverse('admin:enrollment_enrollment_changelist')}?q={quoted}"
                for quoted in QUOTED[:4]
            ),
        ],
    }


@pytest.mark.parametrize("who", ["public", "staff"])
def test_nothing_that_was_typed_runs_or_loads(chromium, live_server, hostile, who):
    context = chromium.new_context(base_url=live_server.url)
    if who == "staff":
        session = client_of("manager").cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page, wrong = context.new_page(), []
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None,
    )
    page.on(
        "request",
        lambda sent: (
            None if sent.url.startswith((live_server.url, "data:")) else wrong.append(sent.url)
        ),
    )

    for address in hostile[who]:
        answer = page.goto(address)
        assert answer.status < 500, address
        assert page.url.startswith(live_server.url)
    context.close()

    assert wrong == []


def test_the_same_text_put_on_a_page_as_it_is_would_be_noticed(chromium, live_server):
    """The control: what watches here does see a script that runs."""
    context, seen = chromium.new_context(bypass_csp=True), []
    page = context.new_page()
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))

    page.goto(live_server.url)
    with page.expect_event("dialog"):
        page.evaluate("vector => { document.body.innerHTML = vector }", VECTORS[4])
    context.close()

    assert seen == ["1"]
