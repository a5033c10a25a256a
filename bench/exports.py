"""How long lists take to leave as files, and how much memory; prints JSON.

    .venv/bin/python -m bench.exports                   # on SQLite, in a file of its own
    DATABASE_URL=postgres://postgres@127.0.0.1:5432/any .venv/bin/python -m bench.exports

Makes its own database (kaike_bench_exports, a file below var/ on SQLite) and removes it at the end.
Beside each file stands what the bare writers need for the same cells: csv.writer, and XlsxWriter in
constant memory. Each is run in a process of its own: ``mb`` is how far its memory grew,
``cpu`` the seconds it computed, which other work on the machine does not change much. Meanwhile
``--people`` fill in forms and send them to a server on the same database, each every ten seconds.
The smallest file of both kinds is read back by csv, openpyxl and, where there is one, LibreOffice.
"""

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import django

from bench.own_database import own_database

NAME = "kaike_bench_exports"
SEATS_OF_A_PARTY = 2
SESSIONS = 300
THINKING = 10  # seconds of a person for a form


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options.add_argument("--people", type=int, default=50, help="who enroll meanwhile")
    options.add_argument("--one", nargs=2, help="kind and rows: a measurement in this process")
    options.add_argument("--keep", action="store_true", help="leave the database behind")
    chosen = options.parse_args()
    if chosen.one:
        begin()
        print(json.dumps(measured(chosen.one[0], int(chosen.one[1]))))
        return
    drop = own_database(NAME)
    begin()
    try:
        print(json.dumps(every(chosen.rows, chosen.people), ensure_ascii=False, indent=2))
    finally:
        if not chosen.keep:
            drop()


def begin() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def every(sizes: list[int], people: int) -> dict:
    from django.core.management import call_command
    from django.db import connection

    from enrollment.queries import export_fields

    call_command("migrate", verbosity=0)
    fill(max(sizes) // SEATS_OF_A_PARTY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    vendor = connection.vendor
    alike = read_back(min(sizes))
    found = {}
    with enrolling(people) as forms:
        for rows in sizes:
            ours = {kind: apart(kind, rows) for kind in ("csv", "bare csv", "xlsx", "bare xlsx")}
            ratio = ours["xlsx"]["seconds"] / ours["bare xlsx"]["seconds"]
            found[str(rows)] = ours | {"xlsx / bare": round(ratio, 2)}
    return {
        "database": vendor,
        "columns": len(export_fields.FIELDS),
        "rows": found,
        "enrolling": said_of(forms, people),
        "read_back": alike,
    }


def read_back(rows: int) -> dict:
    """The same list in both kinds, as programs read it."""
    from bench.read_back import same_cells
    from enrollment.queries import exports

    with tempfile.TemporaryDirectory() as folder:
        files = {kind: Path(folder) / f"list.{kind}" for kind in ("csv", "xlsx")}
        export = allowed(rows, "xlsx")
        with files["csv"].open("wb") as out:
            out.writelines(exports.csv_file(export))
        with exports.xlsx_file(export) as book:
            files["xlsx"].write_bytes(book.read())
        return same_cells(files["csv"], files["xlsx"])


def allowed(rows: int, form: str):
    """The export of so many rows, in all columns."""
    from django.utils import timezone

    from enrollment.models import Enrollment
    from enrollment.queries import exports

    parties = Enrollment.objects.order_by("pk")[: rows // SEATS_OF_A_PARTY]
    chosen = Enrollment.objects.filter(pk__in=parties.values("pk")).order_by("-created_at", "-pk")
    said = {"form": form, "actor": "staff:bench", "filters": {}, "now": timezone.now()}
    columns = [field.key for field in exports.SEATS.fields]
    return exports.allow(chosen, columns=columns, **said)


@contextmanager
def enrolling(people: int):
    """While inside, so many send a form now and then; gives the statuses and seconds."""
    from django.db import connection

    from bench.battery.ground import new_session, timed
    from bench.site import Site, enroll_path, form_for

    session = new_session(capacity=None)
    path = enroll_path(session)
    over, answers = threading.Event(), []
    connection.close()
    values = {"EMAIL_URL": "memorymail://", "KAIKE_LIMITS": "False"}

    def person(number: int, site) -> None:
        contact = 50_000_000 + number
        wait = THINKING * number / people
        while not over.wait(wait):
            form = form_for(session, contact=contact)
            (status, _headers, _body), seconds = timed(lambda form=form: site.post(path, form))
            answers.append((status, seconds))
            contact, wait = contact + people, THINKING

    with Site(values=values) as site:
        threads = [threading.Thread(target=person, args=[n, site]) for n in range(people)]
        for thread in threads:
            thread.start()
        try:
            yield answers
        finally:
            over.set()
            for thread in threads:
                thread.join()


def said_of(answers: list[tuple[int, float]], people: int) -> dict:
    times = sorted(seconds for _status, seconds in answers)
    return {
        "people": people,
        "enrolled": sum(status == 303 for status, _seconds in answers),
        "other_answers": sorted({status for status, _seconds in answers} - {303}),
        "p50_s": round(times[len(times) // 2], 3),
        "p95_s": round(times[int(len(times) * 0.95)], 3),
        "max_s": round(times[-1], 3),
    }


def apart(kind: str, rows: int) -> dict:
    command = [sys.executable, "-m", "bench.exports", "--one", kind, str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def measured(kind: str, rows: int) -> dict:
    from enrollment.queries import exports

    form = kind.split()[-1]
    with tempfile.TemporaryFile() as out:
        if kind.startswith("bare"):
            cells = list(exports.rows(allowed(rows, form)))
            before, started, cpu = peak(), time.perf_counter(), time.process_time()
            {"csv": bare_csv, "xlsx": bare_xlsx}[form](cells, out)
            count = len(cells)
        else:
            warm_up()
            before, started, cpu = peak(), time.perf_counter(), time.process_time()
            export = allowed(rows, form)
            count = export.count
            if kind == "csv":
                out.writelines(exports.csv_file(export))
            else:
                exports.xlsx_file(export).close()
        seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    return {
        "seconds": round(seconds, 2),
        "cpu": round(cpu, 2),
        "mb": round(peak() - before, 1),
        "rows": count,
    }


def warm_up() -> None:
    """Imports and connections are no part of an export."""
    from enrollment.queries import exports

    few = allowed(20, "xlsx")
    exports.xlsx_file(few).close()
    list(exports.csv_file(few))


def peak() -> float:
    """MB that this process ever had; Linux only, and not what its parent had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024


def bare_csv(cells, out) -> None:
    import io

    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(cells)
    text.detach()


def bare_xlsx(cells, out) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    page = book.add_worksheet()
    text, number = book.add_format({"num_format": "@"}), book.add_format({"num_format": "0.00"})
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            if isinstance(cell, str):
                page.write_string(row, column, cell, text)
            elif isinstance(cell, date):
                page.write_datetime(row, column, cell, number)
            elif cell is not None:
                page.write_number(row, column, cell, number)
    book.close()


def fill(parties: int) -> None:
    """Parties of two, half of them with both names, of every state, over 300 sessions."""
    from django.utils import timezone

    from catalog.models import Category, City, Course, Session, Venue
    from enrollment.models import Enrollment, Participant

    category = Category.objects.create(name="大堂经理", slug="lobby")
    city = City.objects.create(name="昆明", slug="kunming")
    venue = Venue.objects.create(city=city, name="翠湖培训中心")
    courses = [
        Course(category=category, title=f"网点服务营销实战 {n}", slug=f"c-{n}", code=f"KK-{n:03d}")
        for n in range(SESSIONS // 6)
    ]
    courses = Course.objects.bulk_create(courses)
    first = date(2027, 1, 12)
    sessions = Session.objects.bulk_create(
        Session(
            course=courses[n % len(courses)],
            city=city,
            venue=venue,
            month=date(2027, 1 + n % 12, 1),
            starts_on=first + timedelta(days=n),
            ends_on=first + timedelta(days=n + 1),
            state="open",
        )
        for n in range(SESSIONS)
    )
    now = timezone.now()
    for start in range(0, parties, 5_000):
        made = Enrollment.objects.bulk_create(
            party_of(n, sessions[n % SESSIONS], now)
            for n in range(start, min(start + 5_000, parties))
        )
        Participant.objects.bulk_create(
            person_of(party, position) for party in made for position in range(1, party.pk % 3 + 1)
        )


def party_of(n: int, session, now):
    from enrollment.models import Enrollment

    state = ("confirmed", "confirmed", "confirmed", "waiting", "cancelled", "held")[n % 6]
    return Enrollment(
        session=session,
        number=n + 1,
        code=f"T{n:07d}",
        token_hash=f"{n:064x}",
        key=f"bench {n}",
        body_hash="0" * 64,
        contact_name=f"安{'小宁一凡'[n % 4]}{n % 97}",
        contact_phone=f"139{n:08d}",
        contact_email=f"an{n}@example.com",
        company=f"云岭示例银行第 {n % 900} 支行",
        seats=SEATS_OF_A_PARTY,
        unit_price=Decimal("2900.00"),
        state=state,
        held_until=now + timedelta(days=7) if state == "held" else None,
        staff_note="要增值税专用发票" if n % 5 == 0 else "",
        created_at=now - timedelta(minutes=n),
        state_changed_at=now,
    )


def person_of(party, position: int):
    from enrollment.models import Participant

    return Participant(
        enrollment=party,
        position=position,
        name=f"白一{'凡宁川溪'[party.pk % 4]}",
        phone=f"138{party.pk:08d}",
        email=f"bai{party.pk}.{position}@example.com",
        department="零售业务部",
        job_title="大堂经理",
    )


if __name__ == "__main__":
    main()
