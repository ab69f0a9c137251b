"""The club that a test runs, as its command line describes it, and the test itself at the other end of standard streams."""

import json
import struct
import sys
import time
import zlib

# Where it is and who is there: {"url": …, "tokens": {name: token}}.
CLUB = json.loads(sys.argv[1])
PATIENCE = 30


def allow(url):
    """Has the member open an address of `/oauth/authorize` in a browser, and returns the code that the page shows."""
    print(url, flush=True)
    return sys.stdin.readline().strip()


def did(what):
    print(f"- {what}", flush=True)


def expect(holds, what):
    if not holds:
        raise AssertionError(what)


def refused(ask, error):
    """What must be refused with this error, which is returned."""
    try:
        ask()
    except error as said:
        return said
    raise AssertionError("it was taken")


def eventually(ask, what):
    """What happens in the background, without guessing how long it takes."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = ask()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {PATIENCE} s in vain: {what}")


def picture(width=48, height=32):
    """A PNG with a gradient."""
    rows = b"".join(
        b"\0" + b"".join(bytes((x * 5 % 256, y * 7 % 256, 120)) for x in range(width)) for y in range(height)
    )

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
