"""How well spellings of companies are put together: python -m bench.companies [SEED ...].

Prints JSON. Pairs of spellings: ``precision`` is how many of the joined pairs are one company,
``recall`` how many pairs of one company were joined by themselves, ``recall_suggested`` how many
are joined once staff have said yes to every suggestion that is right.
"""

import json
import random
import sys
import time
from collections import Counter, defaultdict

from bench.company_names import PUBLIC_MAIL, Spelling, companies, spellings
from enrollment.people.companies import Known, decide
from enrollment.people.company_names import read_name


class Register:
    """What the database keeps, in memory: companies with their names, telephones and domains."""

    def __init__(self):
        self.names, self.tax = defaultdict(list), {}
        self.by_key, self.by_brand = {}, defaultdict(set)
        self.by_unit, self.by_phone, self.by_domain = (defaultdict(set) for _ in range(3))
        self.suggested = []

    def take(self, spelling: Spelling) -> int:
        """The number of its company: one that is known, or the next."""
        name = read_name(spelling.text)
        domain = "" if spelling.domain in PUBLIC_MAIL else spelling.domain
        found = decide(name, self.candidates(name, spelling, domain), tax_number=spelling.tax)
        company = found.company
        if company is None:
            company = len(self.names)
            self.suggested += [(company, other) for other, _why in found.perhaps]
        self.note(company, name, spelling, domain)
        return company

    def candidates(self, name, spelling, domain) -> list[Known]:
        """The companies it shares anything with."""
        phone, mail = self.by_phone[spelling.phone], self.by_domain[domain] if domain else set()
        ids = phone | mail | self.by_brand[name.brand]
        ids |= {self.by_key[name.key]} if name.key in self.by_key else set()
        ids |= {one for one, tax in self.tax.items() if tax == spelling.tax}
        return [
            Known(one, tuple(self.names[one]), one in phone, one in mail, self.tax.get(one, ""))
            for one in sorted(ids)
        ]

    def note(self, company, name, spelling, domain) -> None:
        if name not in self.names[company]:
            self.names[company].append(name)
        if not name.is_vague:
            self.by_key.setdefault(name.key, company)
        if name.brand:
            self.by_brand[name.brand].add(company)
        self.by_phone[spelling.phone].add(company)
        if domain:
            self.by_domain[domain].add(company)
        if spelling.tax:
            self.tax[company] = spelling.tax


def pairs(counts) -> int:
    """How many pairs there are within groups of these sizes."""
    return sum(n * (n - 1) // 2 for n in counts)


def measured(seed: int) -> dict:
    chance = random.Random(seed)  # noqa: S311 - the same names for the same seed
    made = companies(chance)
    typed = spellings(made, chance)
    register, began = Register(), time.perf_counter()
    given = [register.take(one) for one in typed]
    seconds = time.perf_counter() - began
    right = Counter((mine, one.company) for mine, one in zip(given, typed, strict=True))
    joined, true = Counter(given), Counter(one.company for one in typed)
    hits = pairs(right.values())
    return {
        "seed": seed,
        "companies": len(made),
        "spellings": len(typed),
        "different_texts": len({one.text for one in typed}),
        "found": len(joined),
        "precision": round(hits / max(1, pairs(joined.values())), 4),
        "recall": round(hits / pairs(true.values()), 4),
        "recall_suggested": round(
            pairs(merged(right, register, typed, given)) / pairs(true.values()), 4
        ),
        "suggestions": len(register.suggested),
        "seconds": round(seconds, 3),
        "wrong": wrong_joins(given, typed),
        "left_apart": left_apart(given, typed),
    }


def merged(right, register, typed, given):
    """The sizes of the groups of one company, once staff took every right suggestion."""
    owner = {}
    for (mine, company), n in right.items():
        if n > right.get((mine, owner.get(mine)), 0):
            owner[mine] = company
    head = {one: one for one in owner}

    def top(one):
        while head[one] != one:
            one = head[one]
        return one

    for one, other in register.suggested:
        if owner[one] == owner[other]:
            head[top(one)] = top(other)
    return Counter(
        (top(mine), one.company) for mine, one in zip(given, typed, strict=True)
    ).values()


def wrong_joins(given, typed, most: int = 12) -> list[list[str]]:
    """Spellings of several companies that were taken for one; the first few."""
    groups = defaultdict(dict)
    for mine, one in zip(given, typed, strict=True):
        groups[mine].setdefault(one.company, one.text)
    return [list(texts.values()) for texts in groups.values() if len(texts) > 1][:most]


def left_apart(given, typed, most: int = 12) -> list[list[str]]:
    """Spellings of one company that were taken for several; the first few."""
    groups = defaultdict(dict)
    for mine, one in zip(given, typed, strict=True):
        groups[one.company].setdefault(mine, one.text)
    return [list(texts.values()) for texts in groups.values() if len(texts) > 1][:most]


if __name__ == "__main__":
    seeds = [int(word) for word in sys.argv[1:]] or [1, 2, 3]
    print(json.dumps([measured(seed) for seed in seeds], ensure_ascii=False, indent=1))
