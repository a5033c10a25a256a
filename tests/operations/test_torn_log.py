"""SQLite's log of what was committed last, cut off anywhere: counters and rows still agree."""

import shutil

# Twenty parties enroll, then the process ends as if killed: nothing is written into the file.
ENROLL = """
import os
from datetime import date
from django.utils import timezone
from catalog.models import City, Course, Session
from enrollment import actions
from enrollment.people.party import Party
city = City.objects.create(name="昆明", slug="kunming")
days = {"month": date(2099, 1, 1), "starts_on": date(2099, 1, 5), "ends_on": date(2099, 1, 6)}
session = Session.objects.create(
    course=Course.objects.get(), city=city, state="open", capacity=15, **days
)
for n in range(20):
    party = Party(
        contact_name="安小宁", contact_phone=f"139{n:08d}", contact_email="", company="", seats=1
    )
    actions.enroll(session, party=party, key=f"key {n}", now=timezone.now())
os._exit(0)
"""
CUTS = (0, 1, 4_095, 0.25, 0.5, 0.75, 0.99)  # bytes, or a share of the log


def test_a_log_cut_off_anywhere_loses_the_last_and_contradicts_nothing(small, tmp_path):
    small.import_course("票据")
    small.run("shell", "--verbosity", "0", "--command", ENROLL)
    file = small.folder / "small.sqlite3"
    log = file.with_name(f"{file.name}-wal")
    whole = log.read_bytes()
    counts = []
    for number, cut in enumerate(CUTS):
        there = tmp_path / f"cut{number}.sqlite3"
        shutil.copy(file, there)
        kept = int(len(whole) * cut) if isinstance(cut, float) else cut
        there.with_name(f"{there.name}-wal").write_bytes(whole[:kept])
        torn = type(small)(small.folder, f"sqlite:///{there}")

        checked = torn.run("check_invariants")

        assert (checked.returncode, checked.stderr) == (0, "")
        said = torn.python(
            "from enrollment.models import Enrollment as E; print(E.objects.count())"
        )
        counts.append(int(said))

    assert len(whole) > 50_000
    assert counts == sorted(counts)
    assert (counts[0], 0 < counts[4] < 20) == (0, True)
