"""Mastodon.py as it is, with every answer held against the types that its methods promise."""

import typing

import requests
from mastodon.types_base import AttribAccessDict, Entity, _str_to_type

from recorded import place

PAGING = {"fetch_next", "fetch_previous", "fetch_remaining"}


class Checked:
    """Calls go through to a `Mastodon`; what comes back is walked by `shapes`, beside the JSON that it was made of."""

    def __init__(self, mastodon, shapes, places):
        self.mastodon, self.shapes, self.places = mastodon, shapes, places
        self.heard = []
        mastodon.session.hooks["response"].append(lambda response, **_: self.heard.append(response))

    def __getattr__(self, name):
        method = getattr(self.mastodon, name)
        if not callable(method):
            return method

        def call(*arguments, **named):
            self.heard.clear()
            made = method(*arguments, **named)
            hint = self.promise(name, method, arguments)
            for answer in self.heard[:-1]:
                # It was only on the way: the method promises nothing of it.
                self.places.setdefault(place(answer.request.method, answer.request.url), None)
            if hint is not None and self.heard and is_json(self.heard[-1]):
                self.hold(name, hint, self.heard[-1], made)
            return made

        return call

    def promise(self, name, method, arguments):
        """The type that a method promises. Paging gives more of what it was given."""
        if name in PAGING:
            return _str_to_type(arguments[0]._mastopy_type)
        hint = typing.get_type_hints(method).get("return")
        return None if hint is type(None) else hint

    def hold(self, name, hint, response, made):
        request = response.request
        if name not in PAGING:
            self.places[place(request.method, request.url)] = hint
        # Remaining pages are many answers; each was of the same type as the last.
        raw = response.json()
        self.shapes.walk(hint, raw, made if name != "fetch_remaining" else None, name)
        if isinstance(made, AttribAccessDict):
            again = type(Entity.from_json(made.to_json()))
            if again is not type(made):
                self.shapes.problem(name, f"to JSON and back a {type(made).__name__} becomes a {again.__name__}")


def is_json(response):
    return response.ok and response.headers.get("content-type", "").startswith("application/json") and response.content


def session():
    """A session that goes by no proxy: all is on this machine."""
    made = requests.Session()
    made.trust_env = False
    return made
