"""Python takes every name under `localhost` for this machine, as RFC 6761 (6.3) has it and browsers do; the resolver of
a bare Debian does not. Python imports this file at its start when its folder is on PYTHONPATH, whatever it runs then.
"""

import socket

_ask = socket.getaddrinfo


def _answer(host, *rest, **named):
    name = host.decode() if isinstance(host, bytes) else host
    if isinstance(name, str) and name.rstrip(".").endswith(".localhost"):
        host = "127.0.0.1"
    return _ask(host, *rest, **named)


socket.getaddrinfo = _answer
