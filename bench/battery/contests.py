"""R01 to R03: many people want the same seats at the same moment."""

from django.db import connection

from bench.battery.ground import at_once, check, new_session, percentile, standing, timed, unsound
from bench.site import Site, enroll_path, form_for
from catalog.models import Session
from enrollment.models import Enrollment


def contest(site, session, parties) -> tuple[list[int], list[float]]:
    """Statuses and seconds of one client for each party, all released at once."""
    path = enroll_path(session)
    site.get(path)
    forms = [form_for(session, seats=seats, contact=n) for n, seats in enumerate(parties)]
    answers = at_once([lambda form=form: timed(lambda: site.post(path, form)) for form in forms])
    return [answer[0] for answer, _ in answers], [seconds for _, seconds in answers]


def r01(*, rounds, clients=200, seats=20):
    """So many clients for so few seats, round after round: exact every time."""
    wrong, times = [], []
    with Site() as site:
        for number in range(rounds):
            session = new_session(capacity=seats)
            statuses, seconds = contest(site, session, [1] * clients)
            times += seconds
            states = list(
                Enrollment.objects.filter(session=session)
                .order_by("number")
                .values_list("state", flat=True)
            )
            check(wrong, f"round {number} statuses", set(statuses), {303})
            expected = (seats, clients - seats, clients, list(range(1, clients + 1)))
            check(wrong, f"round {number} standing", standing(session), expected)
            expected = ["confirmed"] * seats + ["waiting"] * (clients - seats)
            check(wrong, f"round {number} order", states, expected)
        unsound(wrong)
    return wrong, {
        "rounds": rounds,
        "enrollments": rounds * clients,
        "p95_s": percentile(times, 0.95),
        "max_s": round(max(times), 3),
    }


def r02(*, rounds, clients=200, seats=20):
    """The control: with the lock off the same contest must go wrong, or R01 proves nothing."""
    if connection.vendor == "postgresql":
        drop = ["session_never_overbooked", "enrollment_number_is_used_once_in_a_session"]
        with connection.schema_editor() as editor:
            for model in (Session, Enrollment):
                for constraint in model._meta.constraints:
                    if constraint.name in drop:
                        editor.remove_constraint(model, constraint)
    oversold = failed = most = 0
    with Site(application="bench.battery.nolock") as site:
        for _ in range(rounds):
            session = new_session(capacity=seats)
            statuses, _seconds = contest(site, session, [1] * clients)
            confirmed = standing(session)[0]
            most = max(most, confirmed)
            oversold += confirmed > seats
            failed += statuses.count(500) + statuses.count(503)
    went_wrong = oversold if connection.vendor == "postgresql" else failed
    wrong = [] if went_wrong else ["nothing went wrong without the lock: R01 is void"]
    if not most:  # whatever failed then failed before it came to the seats
        wrong.append("nobody was confirmed without the lock: the control itself is broken")
    return wrong, {
        "rounds": rounds,
        "rounds_oversold": oversold,
        "most_confirmed": most,
        "seats": seats,
        "answers_5xx": failed,
    }


def r03(*, rounds, clients=200, seats=50):
    """Parties of one to five: never split; every second round is strict, the others sell on.

    In strict order nobody is overtaken and hardly a seat unused; sold on, none is left that
    anybody who waits could have.
    """
    wrong, used = [], []
    with Site() as site:
        for number in range(rounds):
            strict = number % 2 == 0
            session = new_session(capacity=seats, strict_order=strict)
            parties = [1 + (n * 7 + number) % 5 for n in range(clients)]
            statuses, _seconds = contest(site, session, parties)
            confirmed, waiting, there, numbers = standing(session)
            used.append(confirmed)
            check(wrong, f"round {number} statuses", set(statuses), {303})
            check(wrong, f"round {number} numbers", numbers, list(range(1, clients + 1)))
            check(wrong, f"round {number} no more than there are", confirmed <= seats, True)
            line = session.enrollments.filter(state="waiting").order_by("number")
            if strict:
                least = seats - 4
                seated = session.enrollments.filter(state="confirmed")
                later = seated.filter(number__gt=line.first().number)
                check(wrong, f"round {number} overtaken", later.count(), 0)
            else:
                least = seats
                fitting = line.filter(seats__lte=seats - confirmed)
                check(wrong, f"round {number} left waiting", fitting.count(), 0)
            check(wrong, f"round {number} at least {least} used", confirmed >= least, True)
            check(wrong, f"round {number} all there", there, clients)
            check(wrong, f"round {number} somebody waits", waiting > 0, True)
        unsound(wrong)
    return wrong, {"rounds": rounds, "seats_used_least": min(used), "seats": seats}
