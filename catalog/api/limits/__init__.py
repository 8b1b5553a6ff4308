"""How much one client may ask for in a minute, whichever process answers.

`counters` count, `throttle` asks them for every request of a view and says what is left.
"""
