"""Whether the time of an answer tells that a link was found: python -m bench.lost --database sqlite

Asks for a lost link by turns with a telephone that enrolled and with one that never did, through
the whole site in this process. Prints JSON: the median of both (ms), and how often one that was
found took longer than one that was not (0.5: nothing can be told from it).
"""

import argparse
import bisect
import json
import statistics
import time

from bench.site import database

CODE = "ABCD2345"  # nobody's


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    options.add_argument("--times", type=int, default=1000)
    chosen = options.parse_args()
    with database(chosen.database):
        found, unknown = asked(chosen.times)
    print(
        json.dumps(
            {
                "database": chosen.database,
                "times": chosen.times,
                "found, median ms": round(statistics.median(found), 2),
                "not found, median ms": round(statistics.median(unknown), 2),
                "found took longer": round(longer(found, unknown), 3),
            }
        )
    )


def asked(times: int) -> tuple[list[float], list[float]]:
    from django.test import Client

    from bench.battery.ground import new_session
    from bench.site import enroll_path, form_for
    from enrollment.models import Attempt, Enrollment
    from enrollment.views import lost_link

    lost_link.TRIES_OF_ADDRESS = lost_link.TRIES_OF_PHONE = 10**9
    client = Client(SERVER_NAME="127.0.0.1")
    session = new_session(capacity=None)
    for contact in range(times):
        sent(client, enroll_path(session), form_for(session, contact=contact), 303)
    known = list(Enrollment.objects.values_list("contact_phone", "code"))
    Attempt.objects.all().delete()
    found, unknown = [], []
    for number, (phone, code) in enumerate(known):
        turns = [(found, phone, code), (unknown, f"1370000{number:04d}", CODE)]
        for kept, who, proof in turns if number % 2 else reversed(turns):
            began = time.perf_counter()
            sent(client, "/my/", {"phone": who, "proof": proof}, 200)
            kept.append((time.perf_counter() - began) * 1000)
    return found, unknown


def sent(client, path: str, form: dict, status: int) -> None:
    answer = client.post(path, form)
    if answer.status_code != status:
        raise RuntimeError(f"{path} answered {answer.status_code}")


def longer(found: list[float], unknown: list[float]) -> float:
    """The share of pairs of which the one that was found took longer."""
    ranked = sorted(unknown)
    return sum(bisect.bisect_left(ranked, one) for one in found) / len(found) / len(ranked)


if __name__ == "__main__":
    main()
