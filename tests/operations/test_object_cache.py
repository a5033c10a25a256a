"""What is remembered in memory: made once for a key, and no key waits for another."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

from django.conf import settings
from django.core.cache import caches

from catalog.queries.remembering import remembered


def test_what_takes_long_to_make_holds_up_nobody_who_asks_for_something_else(nothing_cached):
    begun, other_made = Event(), Event()

    def slow() -> bool:
        begun.set()
        return other_made.wait(10)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(remembered, "slow", slow)
        begun.wait(10)
        second = threads.submit(remembered, "quick", lambda: other_made.set() or "made")

        assert (first.result(), second.result()) == (True, "made")


def test_many_who_ask_for_the_same_have_it_made_once(nothing_cached):
    together, made = Barrier(8), []

    def ask() -> object:
        together.wait(10)
        return remembered("same", lambda: made.append(1) or object())

    with ThreadPoolExecutor(8) as threads:
        answers = [one.result() for one in [threads.submit(ask) for _ in range(8)]]

    assert len(made) == 1
    assert len(set(map(id, answers))) == 1


def test_what_is_made_may_ask_for_other_keys(nothing_cached):
    assert remembered("whole", lambda: remembered("part", lambda: 1) + 1) == 2


def test_a_page_and_what_it_was_made_of_leave_a_second_of_the_five_for_making_them():
    assert caches["reads"].default_timeout + settings.CACHED_FOR <= 4
