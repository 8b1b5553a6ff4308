"""A publish is told to every process at once, through the Redis or Valkey that machines share.

Each process reads the stamp once a second anyway. So nothing is lost while the server is away, or
where there is none; a publish is seen within a second then.
"""

from threading import Event, Thread

from django.conf import settings
from redis import Redis, RedisError

from catalog.delivery.valkey import TIMEOUT

CHANNEL = "atlas:stamp"
PAUSE = 5.0  # seconds without a further attempt when the server failed


def tell(**_said):
    """Tell whoever hears that the stamp has moved; RedisError where the server is away."""
    wait = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT}
    with Redis.from_url(settings.PAGE_CACHE_URL, **wait) as server:
        server.publish(CHANNEL, "")


def hear(moved, *, pause=PAUSE, until=None):
    """Call `moved` at each `tell`, in a thread of its own: as long as the process lives, or until
    an Event is set and the server ends.

    And whenever the server is met anew: what was told meanwhile is not told again.
    """
    over, url = until or Event(), settings.PAGE_CACHE_URL

    def listen():
        while not over.is_set():
            try:
                with Redis.from_url(url).pubsub() as said:
                    said.subscribe(CHANNEL)
                    for _message in said.listen():  # the first says that it is subscribed
                        moved()
            except RedisError:
                over.wait(pause)

    Thread(target=listen, name="stamp-heard", daemon=True).start()
