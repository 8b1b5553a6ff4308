"""The first level: answers in the memory of one process, the least recently used go first."""

from collections import OrderedDict
from threading import Lock

# Of the bytes; so many that are not there can never push out what is.
ABSENCES = 1 / 16


class Shelf:
    """Answers by address, of `limit` bytes together."""

    def __init__(self, limit):
        self.limit, self.size = limit, 0
        self._answers, self._lock = OrderedDict(), Lock()

    def get(self, address):
        with self._lock:
            answer = self._answers.get(address)
            if answer is not None:
                self._answers.move_to_end(address)
            return answer

    def put(self, address, answer):
        with self._lock:
            self._take(address)
            if answer.size > self.limit:  # it would push out everything, and then itself
                return
            self._answers[address] = answer
            self.size += answer.size
            while self.size > self.limit:
                self._take(next(iter(self._answers)))

    def drop(self, address):
        with self._lock:
            self._take(address)

    def _take(self, address):
        answer = self._answers.pop(address, None)
        if answer is not None:
            self.size -= answer.size


class Memory:
    """One shelf for what is there, and a small one for what is not."""

    def __init__(self, limit):
        self.present = Shelf(int(limit * (1 - ABSENCES)))
        self.absent = Shelf(int(limit * ABSENCES))

    def get(self, address):
        return self.present.get(address) or self.absent.get(address)

    def put(self, address, answer):
        here, there = self.present, self.absent
        if answer.is_absence:
            here, there = there, here
        there.drop(address)
        here.put(address, answer)
