// What ical.js makes of a calendar that comes on standard input. What it would pass over in silence ends it.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

ICAL.design.strict = true;
const root = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const found = root.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  const start = event.startDate;
  if (!start.isDate && start.zone === ICAL.Timezone.localTimezone) throw new Error(`${event.uid} floats`);
  const told = start.isDate ? start.toString() : start.convertToZone(ICAL.Timezone.utcTimezone).toString();
  return [event.uid, event.summary, told];
});
console.log(JSON.stringify(found.sort()));
