"""How fast parties are listed and found among 100,000; prints JSON.

    .venv/bin/python -m bench.parties                   # on SQLite, in a file of its own
    DATABASE_URL=postgres://postgres@127.0.0.1:5432/any .venv/bin/python -m bench.parties

Makes its own database (kaike_bench_exports, a file below var/ on SQLite) and removes it at the end.
``search_ms`` is the search with the first page of rows, ``page_ms`` the whole page as it is sent,
``bare_scan_ms`` what it costs at the least to look at every row of both tables for one text.
"""

import argparse
import json
import statistics
import time

from bench.exports import NAME, begin, fill
from bench.own_database import own_database

LIST = "/admin/enrollment/enrollment/"
WORDS = {
    "a telephone": "139 0004 2424",
    "its last digits": "2424",
    "a participant's telephone": "13800031001",
    "a participant": "白一川",
    "a contact": "安小23",
    "a company": "第 812 支行",
    "an address": "an31000@example.com",
    "a code": "t0031000",
    "a course": "实战 17",
    "a city": "昆明",
    "two words": "昆明 第 7 支行",
    "a name that half have": "白一",
    "two common words": "安小 云岭",
    "four common words": "安小 云岭 支行 昆明",
    "nothing": "没有这个人",
}
FIGURES = {
    "figures by month": "figures/?first=2027-01&last=2027-12",
    "figures by seller": "figures/?first=2027-01&last=2027-12&by=seller",
}
OTHERS = {
    "the dashboard": "/admin/",
    "sessions": "/admin/catalog/session/",
    "sessions of a month": "/admin/catalog/session/?month=2027-03",
    "companies": "/admin/enrollment/company/",
    "a company found": "/admin/enrollment/company/?q=812",
    "inquiries": "/admin/enrollment/inquiry/",
    "courses": "/admin/catalog/course/",
}
PAGES = {
    "newest": "",
    "two states": "?state__exact=held&state__exact=waiting",
    "a city": "?session__city__id__exact=1",
    "a course": "?session__course__id__exact=9",
    "a month": "?month=2027-03",
    "names missing": "?names=missing",
    "by company": "?o=4",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--parties", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=7)
    chosen = options.parse_args()
    drop = own_database(NAME)
    begin()
    try:
        print(json.dumps(measured(chosen), ensure_ascii=False, indent=2))
    finally:
        drop()


def measured(chosen) -> dict:
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    call_command("migrate", verbosity=0)
    fill(chosen.parties)
    add_customers()
    add_inquiries(chosen.parties // 20)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
        cursor.execute("ANALYZE")
    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.create_superuser("lin", "lin@example.com", "x"))
    found = {"database": connection.vendor, "parties": chosen.parties}
    found |= {"bare_scan_ms": timed(bare_scan, chosen.rounds), "searches": {}, "lists": {}}
    for name, words in WORDS.items():
        found["searches"][name] = {
            "search_ms": timed(lambda words=words: first_page(words), chosen.rounds),
            "page_ms": timed(lambda words=words: page(client, {"q": words}), chosen.rounds),
            "queries": queries(client, {"q": words}),
        }
    for name, query in PAGES.items():
        found["lists"][name] = {
            "page_ms": timed(lambda query=query: page(client, query), chosen.rounds),
            "queries": queries(client, query),
        }
    for part, asked in (("figures", FIGURES), ("others", OTHERS)):
        found[part] = {
            name: {
                "page_ms": timed(lambda query=query: page(client, query), chosen.rounds),
                "queries": queries(client, query),
            }
            for name, query in asked.items()
        }
    return found


def add_customers() -> None:
    """A company for each spelling and a person for each telephone, as ``tick`` would find them."""
    from django.utils import timezone

    from enrollment.models import Company, CompanyName, Enrollment, Person

    now, parties = timezone.now(), Enrollment.objects.order_by("pk")
    names = sorted(set(parties.order_by().values_list("company", flat=True)))
    made = Company.objects.bulk_create(Company(name=name, created_at=now) for name in names)
    companies = dict(zip(names, made, strict=True))
    CompanyName.objects.bulk_create(
        CompanyName(company=company, name=name, key=name, brand=name)
        for name, company in companies.items()
    )
    last = 0
    while rows := list(parties.filter(pk__gt=last)[:5_000]):
        people = Person.objects.bulk_create(
            Person(
                name=row.contact_name,
                phone=row.contact_phone,
                email=row.contact_email,
                company=companies[row.company],
                created_at=now,
            )
            for row in rows
        )
        for row, person in zip(rows, people, strict=True):
            row.person, row.company_record = person, person.company
        Enrollment.objects.bulk_update(rows, ["person", "company_record"], batch_size=1_000)
        last = rows[-1].pk


def add_inquiries(number: int) -> None:
    from django.utils import timezone

    from enrollment.models import Inquiry
    from enrollment.models.inquiry import InquiryState

    now, states = timezone.now(), (InquiryState.NEW, InquiryState.ANSWERED, InquiryState.CLOSED)
    Inquiry.objects.bulk_create(
        Inquiry(
            key=f"bench {n}",
            text="想了解时间和价格",
            contact_name=f"安小宁{n % 97}",
            contact_phone=f"137{n:08d}",
            company=f"云岭示例银行第 {n % 900} 支行",
            state=states[n % len(states)],
            next_on=timezone.localdate(now) if n % 50 == 0 else None,
            created_at=now,
        )
        for n in range(number)
    )


def first_page(words: str) -> None:
    """What the list asks the database for, as the list asks it."""
    from enrollment.admin.first_ids import FirstIds
    from enrollment.models import Enrollment
    from enrollment.queries import party_search

    parties = party_search.matching(Enrollment.objects.order_by("-created_at", "-pk"), words)
    pages = FirstIds(parties, 100)
    pages.is_search = True
    Enrollment.objects.with_names().in_bulk(pages.ids_of(1))


def bare_scan() -> None:
    """Every row of both tables looked at once for one text: what finding costs at the least."""
    from enrollment.models import Enrollment, Participant

    Enrollment.objects.filter(company__contains="没有").count()
    Participant.objects.filter(name__contains="没有").count()


def page(client, query) -> None:
    if isinstance(query, str):
        answer = client.get(query if query.startswith("/") else LIST + query)
    else:
        answer = client.get(LIST, query)
    if answer.status_code != 200:
        raise SystemExit(f"The list answered {answer.status_code}.")


def queries(client, query) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        page(client, query)
    return len(captured)


def timed(run, rounds: int) -> dict:
    """Milliseconds, after one run that is not counted; the best shows least of other work."""
    times = []
    for _round in range(rounds + 1):
        started = time.perf_counter()
        run()
        times.append((time.perf_counter() - started) * 1000)
    return {"median": round(statistics.median(times[1:]), 1), "best": round(min(times[1:]), 1)}


if __name__ == "__main__":
    main()
