"""The rules of seats in plain Python: no database, no locks, one list of parties."""

from dataclasses import dataclass, field

OFFER_HOURS, HOLD_HOURS, UNPROVEN_HOURS = 48, 168, 48


@dataclass
class Plain:
    """A party as the rules see it."""

    seats: int
    least: int | None
    state: str
    until: int | None = None  # hours
    offered: int | None = None
    early: bool = False  # it came before the dates were fixed
    proof: str = ""  # "keep" or "confirm" while somebody has to answer for it, then "proven"
    came: int = 0  # hours

    @property
    def counted(self):
        return self.seats if self.offered is None else self.offered


@dataclass
class Oracle:
    capacity: int | None
    offers_first: bool
    strict: bool = False
    closing: int = 10**6  # hours
    overbook: int = 0
    dated: bool = True
    state: str = "open"
    hour: int = 0
    parties: list[Plain] = field(default_factory=list)

    def total(self, *states):
        return sum(party.counted for party in self.parties if party.state in states)

    def free(self):
        if self.capacity is None:
            return 10**6
        return self.capacity + self.overbook - self.total("confirmed", "held", "offered")

    def settle(self):
        for party in self.parties:
            if party.state in ("held", "offered") and party.until <= self.hour:
                party.state, party.offered = "expired", None
        whole = 10**6 if self.capacity is None else self.capacity + self.overbook
        line = [party for party in self.parties if party.state == "waiting"]
        for party in line if self.state in ("open", "confirmed") else ():
            least = party.least or party.seats
            if least <= self.free():
                self.give(party, min(party.seats, self.free()))
            elif self.strict and least <= whole:
                break

    def give(self, party, given):
        if self.offers_first or given < party.seats or party.early:
            hours = HOLD_HOURS if party.early else OFFER_HOURS
            party.state, party.until = "offered", self.kept(hours)
            party.offered = given if given < party.seats else None
        else:
            party.state = "confirmed"

    def enroll(self, seats, least, *, holds, proof=""):
        self.settle()
        early = self.state == "planned"
        waits = early or (self.strict and any(one.state == "waiting" for one in self.parties))
        holds = holds or proof == "confirm"
        state = "waiting" if waits or seats > self.free() else "held" if holds else "confirmed"
        if state == "held":
            until = self.kept(UNPROVEN_HOURS if proof else HOLD_HOURS)
        else:
            until, proof = None, ""
        party = Plain(seats, least, state, until, early=early, proof=proof, came=self.hour)
        self.parties.append(party)
        self.settle()

    def prove(self, at):
        """Somebody answered for the party: a short hold lasts as long as any."""
        party = self.parties[at]
        if party.proof in ("keep", "confirm") and party.state == "held":
            party.until = max(party.until, min(party.came + HOLD_HOURS, self.closing))
        party.proof = "proven"
        self.settle()

    def become(self, at, state, *, seats=None):
        party = self.parties[at]
        party.state, party.offered = state, None
        if seats is not None:
            party.seats, party.least = seats, None
        self.settle()

    def kept(self, hours):
        """Until when seats are kept: never beyond the closing time."""
        return min(self.hour + hours, self.closing)

    def room_for(self, seats):
        """Whether so many are free for somebody who is not in the line."""
        blocked = self.strict and any(party.state == "waiting" for party in self.parties)
        return self.state == "open" and seats <= self.free() and not blocked

    def grow(self, at, seats):
        self.parties[at].seats = seats
        self.settle()

    def revive(self, at, state):
        self.parties[at].state = state
        self.parties[at].until = self.kept(HOLD_HOURS) if state == "held" else None
        self.settle()

    def reduce(self, at, seats):
        party = self.parties[at]
        party.seats = seats
        party.least = party.least and min(party.least, seats)
        self.settle()
