"""The second level of several machines: a server that speaks the protocol of Redis or Valkey."""

from contextlib import contextmanager, suppress
from hashlib import blake2b
from secrets import token_hex
from time import monotonic, sleep

from redis import Redis, RedisError

from catalog.delivery.answers import load

KEPT_FOR = 86_400  # seconds; the server's `maxmemory` bounds all together
LOCK_FOR = 10_000  # milliseconds; a process that died holds it no longer
PAUSE = 0.01  # seconds between two looks at a lock
TIMEOUT = 0.1  # seconds that an answer may be later because of the server
OFF_FOR = 5.0  # seconds without a further attempt when the server failed

UNLOCK = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end"


class Valkey:
    """Answers in the server at `url`. A server that is gone or hangs makes pages slower only."""

    def __init__(self, url, *, release, clock=monotonic):
        self.server = Redis.from_url(url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT)
        self.release, self.clock, self.off_until = release, clock, float("-inf")

    def get(self, address):
        raw = self._ask("get", self._key(address))
        return None if raw is None else load(raw, address)

    def put(self, address, answer):
        self._ask("set", self._key(address), answer.dump(address), ex=KEPT_FOR)

    def drop(self, address):
        self._ask("delete", self._key(address))

    @contextmanager
    def lock(self, address):
        """Held by one thread of one machine; without the server, everybody goes on."""
        key, mine = f"{self._key(address)}:lock", token_hex(8)
        end = self.clock() + LOCK_FOR / 1000
        while self._ask("set", key, mine, nx=True, px=LOCK_FOR) is None:
            if self.clock() > end or self.clock() < self.off_until:
                break
            sleep(PAUSE)
        try:
            yield
        finally:
            self._ask("eval", UNLOCK, 1, key, mine)

    def _ask(self, command, *arguments, **options):
        if self.clock() < self.off_until:
            return None
        with suppress(RedisError):
            return getattr(self.server, command)(*arguments, **options)
        self.off_until = self.clock() + OFF_FOR
        return None

    def _key(self, address):
        name = "\n".join(address).encode("utf-8", "surrogatepass")
        return f"atlas:{self.release}:{blake2b(name, digest_size=16).hexdigest()}"
