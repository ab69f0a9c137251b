"""What icalendar, ics and vobject make of a calendar that comes on standard input. A warning of theirs ends it."""

import json
import sys
import warnings

import ics
import icalendar
import vobject

UTC = icalendar.vDatetime.from_ical("20260101T000000Z").tzinfo


def moment(value):
    """A day as it is, a time in UTC."""
    if not hasattr(value, "hour"):
        return value.isoformat()
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def of_icalendar(text):
    calendar = icalendar.Calendar.from_ical(text)
    errors = [error for component in calendar.walk() for error in component.errors]
    assert not errors, errors
    return [
        (str(event["UID"]), str(event["SUMMARY"]), moment(event["DTSTART"].dt)) for event in calendar.walk("VEVENT")
    ]


def of_ics(text):
    events = ics.Calendar(text).events
    return [
        (event.uid, event.name, event.begin.strftime("%Y-%m-%d") if event.all_day else moment(event.begin.datetime))
        for event in events
    ]


def of_vobject(text):
    found = []
    for calendar in vobject.readComponents(text, validate=True):
        for event in calendar.contents.get("vevent", []):
            found.append((event.uid.value, event.summary.value, moment(event.dtstart.value)))
    return found


text = sys.stdin.buffer.read().decode()
assert "\r\n" in text and text.endswith("END:VCALENDAR\r\n")
assert all(len(line.encode()) <= 75 for line in text.split("\r\n")), "a line is too long"
with warnings.catch_warnings():
    warnings.simplefilter("error")
    found = {"icalendar": of_icalendar(text), "ics": of_ics(text), "vobject": of_vobject(text)}
json.dump({name: sorted(events) for name, events in found.items()}, sys.stdout)
