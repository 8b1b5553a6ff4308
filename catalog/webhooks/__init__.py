"""Webhooks: public changes sent, signed and in order, to addresses that administrators name.

The queue is the public log itself, which is written in the transaction of each publish: a message
can neither be lost nor sent for what was rolled back. Headers and signatures are those of Standard
Webhooks 1.0.
"""
