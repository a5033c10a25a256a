"""Any order of verbs leaves the rows as a plain oracle has them, after every step."""

import os
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from catalog.models import Session
from enrollment import actions
from enrollment.models import Enrollment, OutboxMessage, SeatChange
from enrollment.queries.invariants import complaints
from tests.enrollment.walks.oracle import Oracle
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled
from tests.ledger import ledger_open

pytestmark = pytest.mark.django_db
SIZES = st.integers(1, 6)
WHICH = st.integers(0, 10**6)
PROOFS = st.sampled_from(["", "keep", "confirm"])
STAFF = "staff:lin"


class Seats(RuleBasedStateMachine):
    @initialize(
        capacity=st.none() | st.integers(4, 12),
        offers_first=st.booleans(),
        dated=st.booleans(),
        strict=st.booleans(),
    )
    def begin(self, capacity, offers_first, dated, strict):
        when = {} if dated else {"starts_on": None, "ends_on": None, "state": "planned"}
        when["strict_order"] = strict
        self.session = SessionFactory(capacity=capacity, course__days=2, **when)
        TermsFactory(session=self.session, offers_first=offers_first)
        state = "open" if dated else "planned"
        self.oracle = Oracle(capacity, offers_first, strict, dated=dated, state=state)
        self.oracle.closing = int((self.session.closing - NOW).total_seconds() // 3600)
        self.rows = []
        self.before = {}  # how a party that was cancelled stood, by its place

    @property
    def now(self):
        return NOW + timedelta(hours=self.oracle.hour)

    def those(self, *states):
        return [at for at, party in enumerate(self.oracle.parties) if party.state in states]

    def one(self, which, *states):
        """Some party in one of the states, by its place; time may be over for it."""
        self.oracle.settle()
        actions.catch_up(self.session, now=self.now)
        places = self.those(*states)
        return places[which % len(places)] if places else None

    @rule(seats=SIZES, least=st.none() | SIZES, holds=st.booleans(), proof=PROOFS)
    def enroll(self, seats, least, holds, proof):
        least = least if least is None else min(least, seats)
        proof = proof if holds or proof == "confirm" else ""
        asked = {"hold_days": 7 if holds else None, "proof": proof}
        try:
            row = enrolled(self.session, seats, min_seats=least, now=self.now, **asked)
        except (actions.PartyTooLarge, actions.SessionClosed):
            whole = self.oracle.capacity
            is_open = self.oracle.state in ("open", "confirmed") or not self.oracle.dated
            assert not is_open or seats > whole + self.oracle.overbook
        else:
            self.rows.append(row.pk)
            self.oracle.enroll(seats, least, holds=holds, proof=proof)

    @rule(which=WHICH)
    def cancel(self, which):
        at = self.one(which, "confirmed", "held", "waiting", "offered")
        if at is not None:
            self.before[at] = self.oracle.parties[at].state
            actions.cancel(self.row(at), now=self.now)
            self.oracle.become(at, "cancelled")

    @rule(which=WHICH)
    def confirm_hold(self, which):
        at = self.one(which, "held")
        if at is None:
            return
        answered = self.oracle.parties[at].proof != "confirm"
        with suppress(actions.NotActive) if not answered else nothing():
            actions.confirm_hold(self.row(at), now=self.now)
            assert answered
            self.oracle.become(at, "confirmed")

    @rule(which=WHICH)
    def prove(self, which):
        at = self.one(which, "held", "confirmed", "waiting", "expired")
        if at is not None:
            actions.prove_contact(self.row(at), now=self.now)
            self.oracle.prove(at)

    @rule(which=WHICH, hours=st.integers(1, 100))
    def extend_hold(self, which, hours):
        at = self.one(which, "held")
        if at is None:
            return
        party = self.oracle.parties[at]
        later = min(party.until + hours, self.oracle.closing)
        until = NOW + timedelta(hours=party.until + hours)
        longer = later > party.until
        with suppress(actions.DeadlineInvalid) if not longer else nothing():
            actions.extend_hold(self.row(at), until=until, reason="审批", now=self.now, actor=STAFF)
            assert longer
            party.until = later

    @rule(which=WHICH, seats=SIZES)
    def accept(self, which, seats):
        at = self.one(which, "offered")
        if at is not None:
            seats = min(seats, self.oracle.parties[at].counted)
            actions.accept_offer(self.row(at), seats_wanted=seats, now=self.now)
            self.oracle.become(at, "confirmed", seats=seats)

    @rule(which=WHICH)
    def decline(self, which):
        at = self.one(which, "offered")
        if at is not None:
            self.before[at] = "offered"
            actions.decline_offer(self.row(at), now=self.now)
            self.oracle.become(at, "cancelled")

    @rule(which=WHICH, seats=SIZES)
    def reduce(self, which, seats):
        at = self.one(which, "confirmed", "held", "waiting")
        if at is not None and seats < self.oracle.parties[at].seats:
            actions.reduce(self.row(at), seats_wanted=seats, now=self.now)
            self.oracle.reduce(at, seats)

    @rule(which=WHICH, more=st.integers(1, 4))
    def add_seats(self, which, more):
        at = self.one(which, "confirmed", "held", "waiting")
        if at is None:
            return
        party, oracle = self.oracle.parties[at], self.oracle
        whole = 10**6 if oracle.capacity is None else oracle.capacity + oracle.overbook
        takes = party.early or oracle.state == "open"
        small = whole == 10**6 or party.seats + more <= whole
        fits = takes and small and (party.state == "waiting" or self.room_to_add(more))
        refusals = (actions.SessionFull, actions.SessionClosed, actions.PartyTooLarge)
        with suppress(*refusals) if not fits else nothing():
            actions.add_seats(self.row(at), seats_wanted=party.seats + more, now=self.now)
            assert fits
            oracle.grow(at, party.seats + more)

    def room_to_add(self, more):
        if self.oracle.state == "open":
            return self.oracle.room_for(more)
        return more <= self.oracle.free()  # no line moves while the session is closed

    @rule(which=WHICH, least=st.none() | SIZES)
    def change_least(self, which, least):
        at = self.one(which, "waiting")
        if at is not None:
            party = self.oracle.parties[at]
            party.least = least and min(least, party.seats)
            actions.change_least(self.row(at), min_seats=party.least, now=self.now)
            self.oracle.settle()

    @rule(which=WHICH)
    def undo_cancel(self, which):
        at = self.one(which, "cancelled")
        if at is None:
            return
        fits = self.oracle.room_for(self.oracle.parties[at].seats)
        with suppress(actions.SessionFull, actions.SessionClosed) if not fits else nothing():
            actions.undo_cancel(self.row(at), reason="误操作", now=self.now, actor=STAFF)
            assert fits
            held = self.before[at] in ("held", "offered")
            self.oracle.revive(at, "held" if held else "confirmed")

    @rule(which=WHICH)
    def revive_hold(self, which):
        at = self.one(which, "expired")
        if at is None:
            return
        fits = self.oracle.room_for(self.oracle.parties[at].seats)
        with suppress(actions.SessionFull, actions.SessionClosed) if not fits else nothing():
            actions.revive_hold(self.row(at), reason="审批晚了", now=self.now, actor=STAFF)
            assert fits
            self.oracle.revive(at, "held")

    @rule()
    def change_the_rule(self):
        strict = not self.oracle.strict
        change = actions.change_rules
        change(self.session, closes_at=None, strict_order=strict, now=self.now, actor=STAFF)
        self.oracle.settle()  # what is overdue ends under the rule there was
        self.oracle.strict = strict
        self.oracle.settle()

    @rule(which=WHICH)
    def promote_out_of_turn(self, which):
        at = self.one(which, "waiting")
        if at is None:
            return
        if self.oracle.parties[at].seats <= self.oracle.free():
            give = actions.promote_out_of_turn
            give(self.row(at), reason="讲师陪同", now=self.now, actor=STAFF)
            self.oracle.become(at, "confirmed")

    @rule(capacity=st.none() | st.integers(1, 14), overbook=st.integers(0, 3))
    def change_capacity(self, capacity, overbook):
        self.oracle.settle()
        in_use = self.oracle.total("confirmed", "held", "offered")
        fits = capacity is None or capacity + overbook >= in_use
        change = {"capacity": capacity, "overbook": overbook, "reason": "换教室"}
        with suppress(actions.CapacityTooSmall) if not fits else nothing():
            actions.change_capacity(self.session, now=self.now, actor=STAFF, **change)
            assert fits
            self.oracle.capacity, self.oracle.overbook = capacity, overbook
        actions.catch_up(self.session, now=self.now)
        self.oracle.settle()

    @precondition(lambda self: self.oracle.state == "open")
    @rule()
    def close(self):
        actions.close_session(self.session, now=self.now, actor=STAFF)
        self.oracle.settle()
        self.oracle.state = "planned"

    @precondition(lambda self: self.oracle.state == "planned")
    @rule()
    def reopen(self):
        actions.open_session(self.session, now=self.now, actor=STAFF)
        self.oracle.state = "open"
        self.oracle.settle()

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours):
        # Never so far that the session begins: what is then closed has tests of its own.
        self.oracle.hour = min(self.oracle.hour + hours, 40 * 24)
        actions.catch_up(self.session, now=self.now)
        self.oracle.settle()

    def row(self, at):
        return Enrollment.objects.get(pk=self.rows[at])

    @invariant()
    def rows_and_counters_are_those_of_the_oracle(self):
        if not hasattr(self, "oracle"):
            return
        self.session.refresh_from_db()
        oracle = self.oracle
        rows = Enrollment.objects.filter(session=self.session).order_by("number")
        assert [
            (row.seats, row.min_seats, row.state, row.offered_seats, row.contact_proof)
            for row in rows
        ] == [
            (party.seats, party.least, party.state, party.offered, party.proof)
            for party in oracle.parties
        ]
        assert (self.session.taken, self.session.held, self.session.waiting) == (
            oracle.total("confirmed"),
            oracle.total("held", "offered"),
            len(self.those("waiting")),
        )

    def teardown(self):
        if hasattr(self, "oracle"):
            actions.catch_up(self.session, now=self.now)
            assert list(complaints(now=self.now)) == []
            with ledger_open():
                for model in (SeatChange, OutboxMessage, Enrollment, Session):
                    model.objects.all().delete()


@contextmanager
def nothing():
    yield


def test_any_order_of_verbs_is_what_the_oracle_says():
    runs = int(os.environ.get("MACHINE_RUNS", "100"))

    run_state_machine_as_test(
        Seats,
        settings=settings(
            max_examples=runs,
            stateful_step_count=50,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
