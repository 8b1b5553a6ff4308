"""The cache in front of Django: finished answers, kept as bytes, for readers nobody knows.

What it promises, whatever the traffic:

- An answer depends on its `Address` and on the content stamp, and on nothing else of the request.
- A publish is seen by every process within a second; until then the answer before it is given.
- However many ask at once, each address is rendered once for a stamp.
- While the database is away, the last good answer is given, and says that it is stale.
- What belongs to one person is neither kept nor given to another.

`addresses` names what is kept, `answers` is what is kept, `memory`, `files` and `valkey` keep it,
`stamps` says what is fresh, and `front` is the WSGI application that puts them together.
"""
