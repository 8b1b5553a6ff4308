"""The counter of several machines: a server that speaks the protocol of Redis or Valkey."""

from time import monotonic

from redis import Redis, RedisError

from catalog.api.limits.counters import PATIENCE

OFF_FOR = 5.0  # seconds without a further attempt when the server failed


class ServerCounter:
    """Counts in the server at `url`. ConnectionError: it failed, now or a moment ago."""

    def __init__(self, url, *, clock=monotonic):
        self.server = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        self.clock, self.off_until = clock, float("-inf")

    def count(self, client, *, ends):
        if self.clock() < self.off_until:
            raise ConnectionError("The server failed a moment ago.")
        key = f"atlas:limit:{ends}:{client}"
        try:
            number, _is_set = self.server.pipeline().incr(key).expireat(key, ends + 1).execute()
        except RedisError as error:
            self.off_until = self.clock() + OFF_FOR
            raise ConnectionError("The server of the limits failed.") from error
        return number
