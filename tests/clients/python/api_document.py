"""schemathesis calls everything in the OpenAPI document of the client API, as it says and as it does not, and holds each answer
against it. There are a few things of each kind, so that their numbers lead somewhere.

Usage: api_document.py CLUB SECONDS SEED, in a folder of its own; see `club.py`.
"""

import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import tomlkit

from checked import session
from club import CLUB, eventually, picture

SECONDS, SEED = sys.argv[2:]
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]
# Answers that have no end.
ENDLESS = "^/api/v1/streaming"


class Maker:
    """Asks for things in the name of a member."""

    def __init__(self, name):
        self.session = session()
        self.session.headers["Authorization"] = f"Bearer {CLUB['tokens'][name]}"

    def make(self, path, **what):
        answer = self.session.post(CLUB["url"] + path.lstrip("/"), **what)
        answer.raise_for_status()
        return answer.json()

    def get(self, path):
        return self.session.get(CLUB["url"] + path.lstrip("/")).json()

    def upload(self):
        number = self.make("/api/v2/media", files={"file": ("lamp.png", picture(), "image/png")})["id"]
        eventually(lambda: self.get(f"/api/v1/media/{number}").get("url"), "the picture is worked up")
        return number


def things():
    """Some of each kind, by the beginning of the path where their numbers stand."""
    ana, bob = Maker("ana"), Maker("bob")
    me, other = (who.get("/api/v1/accounts/verify_credentials")["id"] for who in (ana, bob))
    media = ana.upload()
    poll = {"options": ["a", "b"], "expires_in": 600}
    posts = [
        ana.make("/api/v1/statuses", json={"status": "Lamps #row", "media_ids": [media], "spoiler_text": "light"}),
        ana.make("/api/v1/statuses", json={"status": "Which?", "poll": poll}),
        bob.make("/api/v1/statuses", json={"status": "@ana look"}),
        bob.make("/api/v1/statuses", json={"status": "@ana quietly", "visibility": "direct"}),
    ]
    bob.make(f"/api/v1/statuses/{posts[0]['id']}/favourite")
    bob.make(f"/api/v1/statuses/{posts[0]['id']}/reblog")
    ana.make(f"/api/v1/accounts/{other}/follow")
    keyword = {"keyword": "lamps", "whole_word": True}
    lamps = {"title": "Lamps", "context": ["home"], "filter_action": "warn", "keywords_attributes": [keyword]}
    made = ana.make("/api/v2/filters", json=lamps)
    when = (datetime.now(timezone.utc) + timedelta(days=1)).isoformat()
    return {
        "/api/v1/statuses": [post["id"] for post in posts],
        "/api/v1/accounts": [me, other],
        "/api/v1/media": [media],
        "/api/v1/polls": [posts[1]["poll"]["id"]],
        "/api/v1/lists": [ana.make("/api/v1/lists", json={"title": "Lamps"})["id"]],
        "/api/v2/filters": [made["id"], made["keywords"][0]["id"]],
        "/api/v1/scheduled_statuses": [ana.make("/api/v1/statuses", json={"status": "x", "scheduled_at": when})["id"]],
        "/api/v1/notifications": [told["id"] for told in ana.get("/api/v1/notifications")],
        "/api/v1/conversations": [talk["id"] for talk in ana.get("/api/v1/conversations")],
    }


def configuration():
    """Numbers are half the time those of things that there are; what is taken away is never one of them."""
    kinds = {beginning: numbers for beginning, numbers in things().items() if numbers}
    names = {beginning: beginning.rsplit("/", 1)[1] for beginning in kinds}
    bound = [
        {
            "include-path-regex": f"^{beginning}/",
            "exclude-method": "DELETE",
            "parameters": {"path.id": {"dictionary": names[beginning], "probability": 0.5}},
        }
        for beginning in kinds
    ]
    return {
        "dictionaries": {names[beginning]: {"values": numbers} for beginning, numbers in kinds.items()},
        "operations": bound,
        "warnings": {"display": ["unresolvable_reference", "unsupported_regex"], "fail-on": True},
    }


def main():
    Path("schemathesis.toml").write_text(tomlkit.dumps(configuration()))
    token = CLUB["tokens"]["ana"]
    command = [sys.executable, "-m", "schemathesis.cli", "run", CLUB["url"] + "api/openapi.json", "--no-color"]
    command += ["--header", f"Authorization: Bearer {token}", "--exclude-path-regex", ENDLESS]
    command += ["--seed", SEED, "--max-time", SECONDS, "--phases", "examples,coverage,fuzzing"]
    command += ["--checks", ",".join(CHECKS), "--suppress-health-check", "all", "--request-timeout", "20"]
    command += ["--generation-database", "none", "--continue-on-failure"]
    sys.exit(subprocess.run(command).returncode)


main()
