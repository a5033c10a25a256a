"""Rules of the waiting list compared: idle seats, overtakings, waits (python -m bench.line).

Prints JSON. A session of 24 seats is sold over 60 days to parties of 1 to 12, of which some leave
again; each rule sees the same parties. No database: the rules alone, in plain Python.
"""

import argparse
import json
import random
import statistics
from dataclasses import dataclass

DAYS = 60
CAPACITY = 24
SIZES = [1] * 34 + [2] * 24 + [3] * 14 + [4] * 9 + [5] * 7 + [6] * 4 + [8] * 4 + [10] * 2 + [12] * 2
LEAVING = 0.25  # of all parties, at some moment before the session begins
PATIENCE = (7.0, 45.0)  # days after which a party that waits gives up
RULES = {
    "strict": None,
    "sell on": 0.0,
    "earmarked 1 day": 1.0,
    "earmarked 2 days": 2.0,
    "earmarked 7 days": 7.0,
}


@dataclass(slots=True)
class Party:
    came: float
    seats: int
    leaves: float  # gives its seats back, or its place in the line up
    state: str = "new"
    seated: float = 0.0
    passed_by: int = 0  # parties that came later and were seated while it waited


class Line:
    """``earmark``: for so many days free seats are kept for a party that does not fit.

    ``None`` is for ever (strict order), 0 not at all (seats are sold on).
    """

    def __init__(self, earmark: float | None):
        self.earmark = earmark
        self.parties: list[Party] = []
        self.free = CAPACITY

    def settle(self, now: float) -> None:
        waiting = [party for party in self.parties if party.state == "waiting"]
        passed = []
        for party in waiting:
            if party.seats <= self.free:
                self.free -= party.seats
                party.state, party.seated = "seated", now
                for one in passed:
                    one.passed_by += 1
            elif self.earmark is None or now < party.came + self.earmark:
                return
            else:
                passed.append(party)

    def come(self, party: Party) -> None:
        party.state = "waiting"
        self.parties.append(party)
        self.settle(party.came)

    def leave(self, party: Party, now: float) -> None:
        if party.state == "seated":
            self.free += party.seats
        party.state = "gone"
        self.settle(now)

    @property
    def wanted(self) -> int:
        """Free seats that somebody who waits could use."""
        return min(self.free, sum(one.seats for one in self.parties if one.state == "waiting"))


def season(seed: int, load: float) -> list[tuple[float, str, int, Party]]:
    """What happens, in order: parties come until ``load`` times the seats were asked for."""
    chance = random.Random(seed)  # noqa: S311
    events, asked = [], 0
    while asked < load * CAPACITY:
        came, seats = chance.uniform(0, DAYS), chance.choice(SIZES)
        asked += seats
        goes = chance.random() < LEAVING
        leaves = chance.uniform(came, DAYS) if goes else came + DAYS
        events.append((came, chance.uniform(*PATIENCE), leaves, seats))
    return sorted(events)


def run(rule: float | None, seed: int, load: float) -> dict:
    line, idle, last = Line(rule), 0.0, 0.0
    queue = []
    for came, patience, leaves, seats in season(seed, load):
        party = Party(came, seats, leaves)
        queue += [(came, "come", party), (leaves, "leave", party), (came + patience, "tire", party)]
    queue += [(day / 4, "tick", None) for day in range(DAYS * 4)]
    for now, what, party in sorted(queue, key=lambda event: event[0]):
        if now > DAYS:
            break
        idle += line.wanted * (now - last)
        last = now
        if what == "come":
            line.come(party)
        elif what == "tick":
            line.settle(now)
        elif party.state == "waiting" or (what == "leave" and party.state == "seated"):
            line.leave(party, now)
    waits = [one.seated - one.came for one in line.parties if one.seated > one.came]
    never = [one for one in line.parties if one.state in ("waiting", "gone") and not one.seated]
    return {
        "idle_seat_days": idle,
        "empty_at_the_start": line.free,
        "seated_people": sum(one.seats for one in line.parties if one.state == "seated"),
        "overtaken_most": max((one.passed_by for one in line.parties), default=0),
        "longest_wait_days": max(waits, default=0.0),
        "large_never_seated": sum(one.seats >= 6 for one in never),
        "large": sum(one.seats >= 6 for one in line.parties),
    }


def compared(runs: int, load: float) -> dict[str, dict]:
    found = {}
    for name, rule in RULES.items():
        results = [run(rule, seed, load) for seed in range(runs)]
        mean = {key: statistics.mean(one[key] for one in results) for key in results[0]}
        large = mean.pop("large")
        found[name] = {key: round(value, 2) for key, value in mean.items()} | {
            "overtaken_worst_run": max(one["overtaken_most"] for one in results),
            "share_of_large_never_seated": round(mean["large_never_seated"] / large, 2),
        }
    return found


def frozen() -> dict[str, int]:
    """Nine seats are left, one party of twelve asks, then singles come: how many are seated."""
    seated = {}
    for name, rule in RULES.items():
        line = Line(rule)
        line.come(Party(0.0, 15, DAYS))
        line.come(Party(0.0, 12, DAYS))
        singles = [Party(hour / 24, 1, DAYS) for hour in range(1, 25)]
        for party in singles:
            line.come(party)
        seated[name] = sum(party.state == "seated" for party in singles)
    return seated


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    runs = parser.parse_args().runs
    report = {
        "runs": runs,
        "seats": CAPACITY,
        "days": DAYS,
        "singles_seated_in_a_day_behind_a_party_of_12_with_9_seats_left": frozen(),
        "asked_for_as_many_seats_as_there_are": compared(runs, 1.0),
        "asked_for_twice_as_many": compared(runs, 2.0),
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
