"""The faults that `python -m bench.mutations` puts into the rules, one at a time."""

from dataclasses import dataclass

ACTIONS, DOMAIN = "enrollment/actions", "enrollment/domain"
TESTS = "tests/enrollment"


@dataclass(frozen=True, slots=True)
class Fault:
    """``old`` stands once in ``file`` and becomes ``new``; ``tests`` are those that must see it."""

    what: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def fault(what: str, file: str, old: str, new: str, *tests: str) -> Fault:
    return Fault(what, file, old, new, tuple(f"{TESTS}/{name}" for name in tests))


FAULTS = [
    fault(
        "a party of exactly the seats left is refused",
        "catalog/models/session.py",
        "party_seats <= left",
        "party_seats < left",
        "actions/test_enrolling.py",
    ),
    fault(
        "a session without a limit is full",
        "catalog/models/session.py",
        "return left is None or",
        "return left is not None and",
        "actions/test_enrolling.py",
    ),
    fault(
        "rows of two sessions are locked in the order asked for",
        f"{DOMAIN}/seats.py",
        "for key in sorted(session_ids)}",
        "for key in session_ids}",
        "domain/test_seats.py",
    ),
    fault(
        "an offer is not counted as one",
        f"{DOMAIN}/seats.py",
        'counted["offered"] = sign * seats',
        "pass",
        "actions/test_offering.py",
        "queries/test_capacity.py",
    ),
    fault(
        "a waiting party counts its seats, not itself",
        f"{DOMAIN}/seats.py",
        '(1 if counter == "waiting" else seats)',
        "seats",
        "actions/test_enrolling.py",
    ),
    fault(
        "nothing is settled on the way in",
        f"{DOMAIN}/session_lock.py",
        "            for session in sessions:\n"
        "                waiting_list.settle(session, now=now)\n"
        "            yield sessions\n",
        "            yield sessions\n",
        "actions/test_holding.py",
        "domain/test_waiting.py",
        "walks/test_time.py",
        "actions/test_offering.py",
    ),
    fault(
        "nothing is settled on the way out",
        f"{DOMAIN}/session_lock.py",
        "            yield sessions\n"
        "            for session in sessions:\n"
        "                waiting_list.settle(session, now=now)\n",
        "            yield sessions\n",
        "actions/test_leaving.py",
    ),
    fault(
        "visitors may cancel after the deadline",
        f"{DOMAIN}/session_lock.py",
        "if is_staff(actor) or not is_late(enrollment, now=now):",
        "if True:",
        "actions/test_closing.py",
        "actions/test_leaving.py",
    ),
    fault(
        "staff are held to the visitors' deadline",
        f"{DOMAIN}/session_lock.py",
        "if is_staff(actor) or not is_late(enrollment, now=now):",
        "if not is_late(enrollment, now=now):",
        "actions/test_closing.py",
        "actions/test_leaving.py",
    ),
    fault(
        "a reason of blanks will do",
        f"{DOMAIN}/session_lock.py",
        "    if not text:\n        raise ReasonMissing",
        "    if not reason:\n        raise ReasonMissing",
        "actions/test_offering.py",
        "actions/test_sessions.py",
        "actions/test_holding.py",
    ),
    fault(
        "a hold outlives the closing time",
        f"{DOMAIN}/terms.py",
        "return min(now + timedelta(days=days), session.closing)",
        "return now + timedelta(days=days)",
        "actions/test_closing.py",
        "actions/test_holding.py",
    ),
    fault(
        "an offer outlives the closing time",
        f"{DOMAIN}/terms.py",
        "return min(now + hours, session.closing)",
        "return now + hours",
        "actions/test_closing.py",
        "actions/test_offering.py",
    ),
    fault(
        "what is overdue does not expire",
        f"{DOMAIN}/waiting_list.py",
        "        end(session, enrollment, now=now)\n        ended += 1",
        "        ended += 1",
        "walks/test_time.py",
        "actions/test_holding.py",
    ),
    fault(
        "a line of strict order is passed",
        f"{DOMAIN}/waiting_list.py",
        "return session.strict_order and not never_fits(session, least(enrollment))",
        "return False",
        "actions/test_selling_on.py",
        "domain/test_waiting.py",
    ),
    fault(
        "a party too large for the session blocks its line",
        f"{DOMAIN}/waiting_list.py",
        "return session.strict_order and not never_fits(session, least(enrollment))",
        "return session.strict_order",
        "actions/test_selling_on.py",
        "domain/test_waiting.py",
    ),
    fault(
        "a party gets fewer seats than the least it would accept",
        f"{DOMAIN}/waiting_list.py",
        "return left if enrollment.min_seats and left >= enrollment.min_seats else 0",
        "return left if enrollment.min_seats else 0",
        "domain/test_waiting.py",
        "actions/test_growing.py",
        "actions/test_selling_on.py",
    ),
    fault(
        "fewer seats than asked for are confirmed unasked",
        f"{DOMAIN}/waiting_list.py",
        "if terms.offers_first or terms.needs_approval or fewer or early:",
        "if terms.offers_first or terms.needs_approval or early:",
        "domain/test_waiting.py",
        "actions/test_offering.py",
    ),
    fault(
        "who pre-registered is confirmed unasked",
        f"{DOMAIN}/waiting_list.py",
        "if terms.offers_first or terms.needs_approval or fewer or early:",
        "if terms.offers_first or terms.needs_approval or fewer:",
        "actions/test_preregistering.py",
    ),
    fault(
        "a line still moves after the closing time",
        f"{DOMAIN}/waiting_list.py",
        "return session.takes_enrollments(now=now)",
        "return True",
        "actions/test_closing.py",
        "domain/test_waiting.py",
    ),
    fault(
        "a step is not written down",
        f"{DOMAIN}/transitions.py",
        "return [*counted, bulk_insert.insertion(record), *promised]",
        "return [*counted, *promised]",
        "actions/test_leaving.py",
        "domain/test_audit.py",
        "actions/test_offering.py",
    ),
    fault(
        "a step tells nobody",
        f"{DOMAIN}/transitions.py",
        "promised = [outbox.promise(enrollment, message, now=now)] if message else []",
        "promised = []",
        "actions/test_leaving.py",
        "actions/test_enrolling.py",
    ),
    fault(
        "the reminder of a hold that ended stays due",
        f"{DOMAIN}/transitions.py",
        "        outbox.withdraw(enrollment, MessageKind.HOLD_ENDING)",
        "        pass",
        "messaging/test_outbox.py",
        "messaging/test_messages.py",
        "actions/test_holding.py",
        "walks/test_time.py",
    ),
    fault(
        "a second message of the same kind goes out beside the first",
        f"{DOMAIN}/outbox.py",
        "    if version > 1 and not recipient:\n        withdraw(enrollment, kind)\n",
        "",
        "messaging/test_outbox.py",
        "messaging/test_messages.py",
        "actions/test_sessions.py",
    ),
    fault(
        "a form with other contents under the same key is answered as the first",
        f"{ACTIONS}/enrolling.py",
        "if earlier.body_hash != body_hash:",
        "if False:",
        "actions/test_enrolling.py",
        "views/test_views.py",
    ),
    fault(
        "what was shown is not compared",
        f"{ACTIONS}/consent.py",
        "if consent.shown and (moved := sentences(consent.shown, session, now=now)):",
        "if False and (moved := sentences(consent.shown, session, now=now)):",
        "views/test_enroll_asks.py",
    ),
    fault(
        "the same contact is not asked about",
        f"{ACTIONS}/consent.py",
        "    if may_be_twice and (earlier :=",
        "    if False and (earlier :=",
        "views/test_enroll_asks.py",
    ),
    fault(
        "waiting is not asked about",
        f"{ACTIONS}/consent.py",
        "        agreed = consent.waits\n",
        "        agreed = True\n",
        "views/test_enroll_asks.py",
    ),
    fault(
        "a party larger than the session waits for ever",
        f"{ACTIONS}/consent.py",
        "    if waiting_list.never_fits(session, party_seats):",
        "    if False:",
        "actions/test_enrolling.py",
    ),
    fault(
        "a waiting party that grows takes seats",
        f"{ACTIONS}/adding_seats.py",
        "if enrollment.state != EnrollmentState.WAITING:\n            _check_free",
        "if True:\n            _check_free",
        "actions/test_growing.py",
    ),
    fault(
        "growing is not held to free seats",
        f"{ACTIONS}/adding_seats.py",
        "            _check_free(session, extra, now=now)\n",
        "",
        "actions/test_growing.py",
    ),
    fault(
        "an expired hold can be confirmed",
        f"{ACTIONS}/holding.py",
        "    if enrollment.state == EnrollmentState.EXPIRED:\n        raise NotActive",
        "    if enrollment.state == EnrollmentState.EXPIRED and enrollment.held_until:\n"
        "        return enrollment.held_until\n"
        "    if False:\n        raise NotActive",
        "actions/test_holding.py",
        "domain/test_states.py",
    ),
    fault(
        "a hold is extended past the closing time",
        f"{ACTIONS}/holding.py",
        "before, until = _held_until(enrollment), min(until, session.closing)",
        "before = _held_until(enrollment)",
        "actions/test_holding.py",
        "actions/test_closing.py",
    ),
    fault(
        "reducing gives no seats back",
        f"{ACTIONS}/cancelling.py",
        'seats.count(session, verb="reduce", now=now, enrollment=enrollment, **freed)',
        "pass",
        "actions/test_leaving.py",
    ),
    fault(
        "the least accepted stays above the seats",
        f"{ACTIONS}/cancelling.py",
        "least = enrollment.min_seats and min(enrollment.min_seats, seats_wanted)",
        "least = enrollment.min_seats",
        "actions/test_leaving.py",
        "actions/test_growing.py",
    ),
    fault(
        "more seats are accepted than were offered",
        f"{ACTIONS}/offering.py",
        "if not 1 <= accepted <= offered:",
        "if not 1 <= accepted:",
        "actions/test_offering.py",
    ),
    fault(
        "who was overtaken is not written down",
        f"{ACTIONS}/offering.py",
        'noted={"overtaken": overtaken, "reason": reason},',
        'noted={"reason": reason},',
        "actions/test_offering.py",
        "domain/test_audit.py",
    ),
    fault(
        "a party that moved away can be brought back as well",
        f"{ACTIONS}/reviving.py",
        "if enrollment.moved_to_id is not None:",
        "if False:",
        "actions/test_reviving.py",
    ),
    fault(
        "a move takes the new price without a word",
        f"{ACTIONS}/moving.py",
        "if price.shown is not UNSEEN and price.shown != offered:",
        "if False:",
        "actions/test_moving.py",
    ),
    fault(
        "a move loses the names",
        f"{ACTIONS}/moving.py",
        "    party.participants.update(enrollment=moved)\n",
        "",
        "actions/test_moving.py",
    ),
    fault(
        "an older link still opens the page",
        f"{ACTIONS}/renewing_links.py",
        "renewed = enrollment.links_renewed + 1",
        "renewed = enrollment.links_renewed",
        "domain/test_links.py",
        "views/test_own_changes.py",
    ),
    fault(
        "a session that was cancelled cannot be told from one that runs: its parties stay",
        f"{ACTIONS}/sessions.py",
        'for party in fresh.enrollments.active().order_by("number"):\n        step(',
        'for party in fresh.enrollments.none().order_by("number"):\n        step(',
        "actions/test_sessions.py",
    ),
    fault(
        "the capacity goes below the seats in use",
        f"{ACTIONS}/sessions.py",
        "    _check_capacity(fresh, capacity, overbook)\n",
        "",
        "actions/test_sessions.py",
        "queries/test_capacity.py",
    ),
    fault(
        "a session that is over is finished again",
        f"{ACTIONS}/sessions.py",
        "    if state not in states.NEXT_SESSION[before]:",
        "    if False:",
        "actions/test_sessions.py",
        "domain/test_states.py",
    ),
    fault(
        "two workers send one message",
        "enrollment/messaging/leases.py",
        "return bool(rows.filter(free(now=now), pk=pk).update(",
        "return bool(rows.filter(pk=pk).update(",
        "messaging/test_outbox.py",
    ),
]
