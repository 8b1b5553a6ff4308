"""Reading the stamp: seldom, in a thread of its own, and without waiting for a dead database."""

from threading import Event

import pytest
from django.db import OperationalError

from catalog.delivery.stamps import ABANDONED, INTERVAL, PATIENCE, Stamps
from tests.delivery.support import Clock, at_once

pytestmark = pytest.mark.engine


def test_stamp_is_read_once_a_second_and_anew_on_demand():
    clock, read = Clock(), []
    stamps = Stamps(lambda: read.append(clock()) or str(len(read)), clock=clock, run=at_once)

    first = [stamps.current() for _time in range(3)]
    clock.wait(INTERVAL)
    second = [stamps.current() for _time in range(3)]

    assert first + second == ["1", "1", "1", "2", "2", "2"]
    assert (stamps.now(), stamps.current()) == ("3", "3")


def test_database_that_is_away_has_no_stamp_until_it_is_back():
    clock, is_away = Clock(), [True]

    def read():
        if is_away[0]:
            raise OperationalError("away")
        return "1"

    stamps = Stamps(read, clock=clock, run=at_once)
    away = stamps.current()
    is_away.clear()
    is_away.append(False)
    soon = stamps.current()
    clock.wait(INTERVAL)

    assert (away, soon, stamps.current()) == (None, None, "1")


def test_reading_that_waits_for_a_busy_processor_is_waited_for():
    class Busy:
        def done(self):
            return False

        def result(self, patience):
            if patience < 2.0:  # seconds; a quarter of it was seen with 8 threads that render
                raise TimeoutError
            return "1"

    stamps = Stamps(lambda: "1", clock=Clock(), run=lambda _work, _began: Busy())

    assert stamps.now() == "1"


def test_stamp_that_is_known_to_have_moved_is_read_before_its_second_is_over():
    clock, numbers = Clock(), iter("123")
    stamps = Stamps(lambda: next(numbers), clock=clock, run=at_once)
    before = stamps.current()

    stamps.moved()

    assert (before, stamps.current()) == ("1", "2")


def test_reading_that_a_network_lost_is_left_to_itself():
    clock, end = Clock(), Event()
    begun = Event()
    readings = iter([lambda: begun.set() or end.wait(), lambda: "2"])
    stamps = Stamps(lambda: next(readings)(), patience=0, clock=clock)
    lost = stamps.current()
    begun.wait()
    clock.wait(ABANDONED)

    found = stamps._reading().result(60)
    end.set()

    assert (lost, found) == (None, "2")


def test_database_that_hangs_holds_nobody_up_and_is_noticed_when_it_answers():
    answered = Event()
    clock = Clock()

    def read():
        answered.wait()
        return "1"

    stamps = Stamps(read, clock=clock)
    hanging = stamps.current()
    clock.wait(PATIENCE)  # the same reading is not waited for again
    still = stamps.current()
    answered.set()
    stamps._pending.result()

    assert (hanging, still) == (None, None)
    assert stamps.now() == "1"
