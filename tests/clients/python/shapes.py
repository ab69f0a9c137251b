"""What Mastodon.py says of each entity (`mastodon/return_types.py`), held against the JSON that a server sent.

Its classes name every field with its type, and the text below each field says with which version of Mastodon it came and
whether it may be missing. A `Shapes` walks an answer along those types and keeps what it saw of each class.
"""

import ast
import inspect
import re
import typing
from collections import Counter, defaultdict
from datetime import datetime

from mastodon import return_types
from mastodon.types_base import AttribAccessDict, get_type_class

# The version of the API that we announce: fields that came later are not asked for.
ANNOUNCED = (4, 5, 0)

MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?|\d+")
JSON_TYPES = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", dict: "object"}


def json_type(value):
    return "null" if value is None else JSON_TYPES[type(value)]


class Field:
    """One field of a class: its type and what its documentation says."""

    def __init__(self, wire, hint, text):
        self.wire = wire
        self.hint = hint
        self.optional = "(optional" in text or "optional)" in text
        self.nullable = "nullable" in text or type(None) in typing.get_args(hint)
        added = re.search(r"\* (\d+)\.(\d+)\.(\d+): added", text)
        self.since = tuple(int(part) for part in added.groups()) if added else None

    def came_later(self):
        return self.since is not None and self.since > ANNOUNCED


def documented():
    """The fields of every class of Mastodon.py: class name, then attribute."""
    found = {}
    for node in ast.parse(inspect.getsource(return_types)).body:
        kind = getattr(return_types, node.name, None) if isinstance(node, ast.ClassDef) else None
        if kind is None or not issubclass(kind, AttribAccessDict):
            continue
        hints = typing.get_type_hints(kind, vars(return_types))
        renamed = getattr(kind, "_rename_map", {})
        fields = {}
        for line, following in zip(node.body, node.body[1:] + [None]):
            if not isinstance(line, ast.AnnAssign):
                continue
            text = following.value.value if isinstance(following, ast.Expr) else ""
            name = line.target.id
            fields[name] = Field(renamed.get(name, name), hints[name], text)
        found[node.name] = fields
    return found


DOCUMENTED = documented()


def natural(hint):
    """The JSON types that may stand for a Python type; empty: any."""
    kind = get_type_class(hint)
    if kind is typing.Union:
        return set().union(*(natural(part) for part in typing.get_args(hint)))
    if kind is type(None):
        return {"null"}
    if not isinstance(kind, type):
        return set()
    if kind is bool:
        return {"boolean"}
    if issubclass(kind, (int, float)):
        return {"number"}
    if issubclass(kind, (str, datetime)):
        return {"string"}
    if issubclass(kind, list):
        return {"array"}
    return {"object"} if issubclass(kind, dict) else set()


class Shapes:
    """What was seen of each class, and what was wrong with it."""

    def __init__(self):
        self.objects = Counter()
        self.fields = defaultdict(lambda: defaultdict(Counter))
        self.examples = {}
        self.problems = []

    def walk(self, hint, raw, made, where):
        """An answer, and what Mastodon.py made of it (None: nothing was made)."""
        kind = get_type_class(hint)
        if kind is typing.Union:
            self._union(typing.get_args(hint), raw, made, where)
        elif raw is None or not isinstance(kind, type):
            return
        elif issubclass(kind, list):
            self._list(typing.get_args(hint), raw, made, where)
        elif kind.__name__ in DOCUMENTED:
            self._entity(kind, raw, made, where)
        elif issubclass(kind, dict):
            self._map(typing.get_args(hint), raw, made, where)
        elif issubclass(kind, datetime):
            self._moment(raw, made, where)

    def _union(self, parts, raw, made, where):
        """One of several: what Mastodon.py took it for, else whose fields it has most of."""
        parts = [part for part in parts if part is not type(None)]
        if raw is None:
            return
        fitting = [part for part in parts if not natural(part) or json_type(raw) in natural(part)]
        if not fitting:
            self.problem(where, f"is {json_type(raw)}, not one of {parts}")
            return
        taken = [part for part in fitting if made is not None and get_type_class(part) is type(made)]
        if not taken and isinstance(raw, dict):
            fitting.sort(key=lambda part: -len(raw.keys() & DOCUMENTED.get(get_type_class(part).__name__, {}).keys()))
        self.walk((taken or fitting)[0], raw, made, where)

    def _list(self, parts, raw, made, where):
        if not isinstance(raw, list):
            self.problem(where, f"is {json_type(raw)}, not a list")
            return
        made = made if isinstance(made, list) and len(made) == len(raw) else [None] * len(raw)
        for item, thing in zip(raw, made):
            if parts:
                self.walk(parts[0], item, thing, f"{where}[]")

    def _map(self, parts, raw, made, where):
        if not isinstance(raw, dict):
            self.problem(where, f"is {json_type(raw)}, not an object")
            return
        for key, value in raw.items():
            thing = made.get(key) if isinstance(made, dict) else None
            if len(parts) == 2:
                self.walk(parts[1], value, thing, f"{where}[{key}]")

    def _moment(self, raw, made, where):
        if not isinstance(raw, str) or not MOMENT.fullmatch(raw):
            self.problem(where, f"{raw!r} is no date")
        if made is not None and not isinstance(made, datetime):
            self.problem(where, f"Mastodon.py could not read the date {raw!r}")

    def _entity(self, kind, raw, made, where):
        name = kind.__name__
        if not isinstance(raw, dict):
            self.problem(where, f"is {json_type(raw)}, not a {name}")
            return
        if made is not None and not isinstance(made, kind):
            self.problem(where, f"Mastodon.py made a {type(made).__name__} of it, not a {name}")
        self.objects[name] += 1
        known = {field.wire: (attribute, field) for attribute, field in DOCUMENTED[name].items()}
        for key, value in raw.items():
            self.fields[name][key][json_type(value)] += 1
            self.examples.setdefault((name, key, json_type(value)), (where, value))
            attribute, field = known.get(key, (key, None))
            if field is not None:
                thing = made.get(attribute) if isinstance(made, dict) else None
                if value is not None and isinstance(made, dict) and thing is None:
                    self.problem(f"{where}.{key}", f"Mastodon.py lost it: {value!r}")
                self.walk(field.hint, value, thing, f"{where}.{key}")

    def problem(self, where, what):
        self.problems.append(f"{where}: {what}")


def differences(ours, theirs, excepted):
    """Where our entities differ from what Mastodon.py documents and from what it recorded of Mastodon itself.

    `excepted` has "Class.field" with the reason; what it names is not looked at. Returns the differences, and the exceptions
    that were needed.
    """
    found, needed = [], set()

    def note(name, key, what):
        if f"{name}.{key}" in excepted:
            needed.add(f"{name}.{key}")
        else:
            found.append(f"{name}.{key}: {what}")

    for name, count in sorted(ours.objects.items()):
        known = {field.wire: field for field in DOCUMENTED[name].values()}
        recorded, seen = theirs.fields[name], ours.fields[name]
        for key in sorted(known.keys() | recorded.keys() | seen.keys()):
            field = known.get(key)
            # What Mastodon does counts for more than what is said of it.
            if theirs.objects[name]:
                wanted = sum(recorded[key].values()) == theirs.objects[name]
            else:
                wanted = field is not None and not field.optional and not field.nullable
            times = sum(seen[key].values()) if key in seen else 0
            if times == 0 and field is not None and field.came_later():
                continue
            if wanted and times < count:
                note(name, key, f"is missing in {count - times} of {count}")
            if times == 0:
                continue
            if field is None and key not in recorded:
                note(name, key, "is known to nobody else")
                continue
            allowed = set(recorded[key]) if key in recorded else set()
            if not allowed - {"null"}:
                allowed |= natural(field.hint) if field is not None else set(seen[key])
            if field is not None and field.nullable:
                allowed.add("null")
            for kind in sorted(set(seen[key]) - allowed):
                place, value = ours.examples[name, key, kind]
                note(name, key, f"is {kind} ({value!r:.80} in {place}), not {' or '.join(sorted(allowed))}")
    return found, needed
