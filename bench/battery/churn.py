"""R04, R09 to R11: verbs in any order, from many threads at once."""

import random
import threading
import time
from datetime import timedelta

from django.utils import timezone

from bench.battery.ground import at_once, check, new_course, new_session, standing, unsound
from catalog.models import Session
from enrollment import actions
from enrollment.domain.seats import SeatsBusy
from enrollment.domain.states import InvalidTransition
from enrollment.models import Enrollment, SeatChange, SessionTerms
from enrollment.people.party import Party


def party(seats, least=None) -> Party:
    return Party("安小宁", "13900000001", "an@example.com", "云岭示例银行", seats, least)


def newcomer(session, seats, *, now, least=None, key="", **asked):
    key = key or f"{random.getrandbits(128):x}"
    told = party(seats, least)
    return actions.enroll(session, party=told, key=key, now=now, **asked).enrollment


STAFF = {"actor": "staff:lin"}


def one_verb(chance: random.Random, sessions, now) -> None:
    """Any verb on any party or session; a refusal is an answer."""
    session = chance.choice(sessions)
    parties = list(session.enrollments.active().values_list("pk", flat=True)[:200])
    who = parties and Enrollment.objects.get(pk=chance.choice(parties))
    seats = chance.randint(1, 5)
    verbs = [
        lambda: newcomer(session, seats, now=now, least=chance.choice([None, 1])),
        lambda: newcomer(session, seats, now=now, hold_days=chance.choice([1, 7])),
        lambda: newcomer(session, seats, now=now, hold_days=7, proof="keep"),
        lambda: newcomer(session, seats, now=now, proof="confirm"),
        lambda: actions.catch_up(session, now=now + timedelta(days=chance.choice([0, 0, 8]))),
        lambda: actions.change_capacity(
            session, capacity=chance.randint(5, 60), overbook=chance.randint(0, 3),
            reason="换教室", now=now, **STAFF,
        ),
        lambda: actions.change_rules(
            session, closes_at=None, strict_order=chance.random() < 0.5, now=now, **STAFF
        ),
    ]  # fmt: skip
    over = session.enrollments.filter(state__in=["cancelled", "expired"]).order_by("?").first()
    if over:
        back = actions.undo_cancel if over.state == "cancelled" else actions.revive_hold
        verbs.append(lambda: back(over, reason="弄错了", now=now, **STAFF))
    if who:
        verbs += of_a_party(chance, who, seats, chance.choice(sessions), now)
    chance.choice(verbs)()


def of_a_party(chance: random.Random, who: Enrollment, seats: int, other: Session, now) -> list:
    """The verbs on one party; ``other`` is the session that it may move to."""
    return [
        lambda: actions.cancel(who, now=now),
        lambda: actions.reduce(who, seats_wanted=seats, now=now),
        lambda: actions.confirm_hold(who, now=now),
        lambda: actions.accept_offer(who, now=now),
        lambda: actions.decline_offer(who, now=now),
        lambda: actions.promote_out_of_turn(who, reason="讲师陪同", now=now, **STAFF),
        lambda: actions.add_seats(who, seats_wanted=who.seats + 1, now=now),
        lambda: actions.change_least(who, min_seats=1, now=now),
        lambda: actions.ask_longer_hold(who, now=now),
        lambda: actions.prove_contact(who, now=now),
        lambda: actions.renew_link(who, now=now),
        lambda: actions.remind(who, now=now, **STAFF),
        lambda: actions.move(who, to=other, now=now, or_wait=chance.random() < 0.3),
    ]


def r04(*, seconds, threads=32, seed=4):
    """Any verbs from so many threads for so long: no error, every counter right."""
    wrong, done = [], []
    course = new_course()
    sessions = [new_session(course, capacity=30) for _ in range(4)]
    SessionTerms.objects.create(session=sessions[0], offers_first=True)
    SessionTerms.objects.create(session=sessions[1], needs_approval=True)
    until = time.monotonic() + seconds

    def work(number):
        chance, count, refused, busy = random.Random(seed * 1000 + number), 0, 0, 0  # noqa: S311
        while time.monotonic() < until:
            try:
                one_verb(chance, sessions, timezone.now())
            except (SeatsBusy, actions.Busy):  # no turn within the limit, on a loaded machine
                busy += 1
            except (actions.Refusal, InvalidTransition):
                refused += 1
            count += 1
        done.append((count, refused, busy))

    at_once([lambda n=n: work(n) for n in range(threads)])
    for session in sessions:
        actions.catch_up(session, now=timezone.now())
    unsound(wrong)
    return wrong, {
        "seed": seed,
        "threads": threads,
        "verbs": sum(count for count, *_ in done),
        "refused": sum(refused for _, refused, _ in done),
        "busy": sum(busy for *_, busy in done),
    }


def r09(*, pairs):
    """Two parties change places between two sessions, in opposite order, at the same moment."""
    wrong = []
    course = new_course()
    one, two = new_session(course, capacity=None), new_session(course, capacity=None)
    now = timezone.now()
    here, there = newcomer(one, 2, now=now), newcomer(two, 3, now=now)
    for _ in range(pairs):
        here, there = at_once(
            [
                lambda row=here: actions.move(row, to=other(row, one, two), now=now),
                lambda row=there: actions.move(row, to=other(row, one, two), now=now),
            ]
        )
    seats = sorted(standing(session)[0] for session in (one, two))
    check(wrong, "seats of both", seats, [2, 3])
    unsound(wrong)
    return wrong, {"pairs": pairs, "deadlocks": 0 if not wrong else "see above"}


def other(row, one, two):
    return two if row.session_id == one.pk else one


def r10(*, lists, promoters=8, seed=10):
    """Generated waiting lists, several promoters at once: first come, first served.

    Every second list is strict: the first who does not fit holds up the others. In the others
    seats are sold on, and each is given to the first in line who fits.
    """
    wrong = []
    chance = random.Random(seed)  # noqa: S311
    now = timezone.now()
    course = new_course()
    for number in range(lists):
        capacity = chance.randint(3, 12)
        strict = number % 2 == 0
        session = new_session(course, capacity=capacity, strict_order=strict)
        first = newcomer(session, capacity, now=now)
        line = [newcomer(session, chance.randint(1, min(5, capacity)), now=now) for _ in range(6)]
        leaver = [lambda first=first: actions.cancel(first, now=now)]
        sweep = [lambda session=session: actions.catch_up(session, now=now)]
        at_once(leaver + sweep * (promoters - 1))
        expected, free = [], capacity
        for row in line:
            if row.seats <= free:
                free -= row.seats
                expected.append(row.pk)
            elif strict:
                break
        verbs = ["promote", "fill"]
        given = SeatChange.objects.filter(session=session, verb__in=verbs).order_by("pk")
        given = list(given.values_list("enrollment_id", flat=True))
        check(wrong, f"list {number} promoted", given, expected)
    unsound(wrong)
    return wrong, {"lists": lists, "promoters": promoters, "seed": seed}


def r11(*, holds, clients, seed=11):
    """Holds that end in the same second while people enroll, their clocks five minutes apart."""
    wrong = []
    now = timezone.now()
    chance = random.Random(seed)  # noqa: S311
    session = new_session(capacity=holds)
    for _ in range(holds):
        newcomer(session, 1, now=now, hold_days=1)
    ends = now + timedelta(days=1)
    lock = threading.Lock()
    sold_early = []

    def come():
        with lock:
            clock = ends + timedelta(seconds=chance.randint(-300, 300))
        row = newcomer(session, 1, now=clock)
        if row.state == "confirmed" and clock < ends:
            sold_early.append(row.pk)

    at_once([come] * clients, threads=16)
    later = ends + timedelta(minutes=6)
    actions.catch_up(session, now=later)
    confirmed, _waiting, there, _numbers = standing(session)
    expired = session.enrollments.filter(state="expired").count()
    check(wrong, "rows", there, holds + clients)
    check(wrong, "expired", expired, holds)
    check(wrong, "confirmed", confirmed, clients)
    unsound(wrong)
    return wrong, {"holds": holds, "clients": clients, "seed": seed}
