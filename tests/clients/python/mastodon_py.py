"""Two members use the club with Mastodon.py, and all that it answers is of the types that Mastodon.py knows.

Usage: mastodon_py.py CLUB, see `club.py`.
"""

import sys
import traceback
import uuid

from mastodon import Mastodon, MastodonIllegalArgumentError, MastodonUnauthorizedError

import people
import posts
import reading
import recorded
import streams
from checked import Checked, session
from club import CLUB, allow, did, expect, refused
from exceptions import DIFFERENCES, NOT_OURS
from shapes import Shapes, differences

SHAPES, PLACES = Shapes(), {}
SCOPES = ["read", "write", "follow", "push"]


def sign_in():
    """An app is registered, the member allows it in the browser, and its code becomes a token: once, and what it bought ends
    when somebody brings it again (RFC 6749, 4.1.2)."""
    url = CLUB["url"]
    client = Mastodon.create_app("Mastodon.py", scopes=SCOPES, api_base_url=url, website=url, session=session())

    def enter():
        mastodon = Mastodon(*client, api_base_url=url, session=session(), ratelimit_method="throw", request_timeout=30)
        code = allow(mastodon.auth_request_url(scopes=SCOPES, state=uuid.uuid4().hex, allow_http=True))
        expect(mastodon.log_in(code=code, scopes=SCOPES, allow_http=True), "there is a token")
        return mastodon, code

    first, code = enter()
    again = Mastodon(*client, api_base_url=url, session=session())
    refused(lambda: again.log_in(code=code, scopes=SCOPES, allow_http=True), MastodonIllegalArgumentError)
    refused(first.account_verify_credentials, MastodonUnauthorizedError)
    return Checked(enter()[0], SHAPES, PLACES)


def with_token(token):
    reach = {"api_base_url": CLUB["url"], "session": session(), "ratelimit_method": "throw", "request_timeout": 30}
    return Checked(Mastodon(access_token=token, **reach), SHAPES, PLACES)


def sign_out(ana, _):
    """An app gives its token back."""
    ana.revoke_access_token(allow_http=True)
    refused(ana.account_verify_credentials, MastodonUnauthorizedError)


def as_recorded(_, __):
    """What came is what Mastodon sends: the same keys, the same types."""
    theirs, unknown = Shapes(), set()
    for folder, place, answer in recorded.answers(["cassettes_entity_tests", "cassettes"]):
        if PLACES.get(place):
            theirs.walk(PLACES[place], answer, None, place)
        elif folder == "cassettes_entity_tests" and place not in PLACES and place not in NOT_OURS:
            unknown.add(place)
    found, needed = differences(SHAPES, theirs, DIFFERENCES)
    found += [f"{place}: was recorded and is not asked for here" for place in sorted(unknown)]
    found += [f"{name}: needs no exception any more" for name in sorted(DIFFERENCES.keys() - set(needed))]
    both = sorted(SHAPES.objects.keys() & theirs.objects.keys())
    print(f"  {len(SHAPES.objects)} classes were seen, {len(both)} of them in the recordings too: {', '.join(both)}")
    print(f"  not recorded: {', '.join(sorted(SHAPES.objects.keys() - theirs.objects.keys()))}")
    expect(not found, "they differ:\n  " + "\n  ".join(found))


def well_typed(_, __):
    """Mastodon.py could make of every answer what its types say."""
    expect(not SHAPES.problems, "it could not:\n  " + "\n  ".join(sorted(set(SHAPES.problems))))


def main():
    ana, bob = sign_in(), with_token(CLUB["tokens"]["bob"])
    did(sign_in.__doc__)
    parts = [*posts.PARTS, *people.PARTS, *reading.PARTS, *streams.PARTS, sign_out, well_typed, as_recorded]
    failed = 0
    for part in parts:
        try:
            part(ana, bob)
            did(part.__doc__)
        except Exception:
            failed += 1
            print(f"FAILED {part.__name__}: {part.__doc__}\n{traceback.format_exc()}", flush=True)
    print(f"{len(parts) - failed} passed, {failed} failed", flush=True)
    sys.exit(1 if failed else 0)


main()
