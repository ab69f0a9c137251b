// Times come in UTC where no zone was chosen: say them in the zone that was, else in that of the device, and keep "3 minutes ago" true
// as the page grows old. While it is new that is left as it came, so that nothing moves.
const { lang, dataset: { zone: timeZone } } = document.documentElement;
// The server writes English dates the European way.
const language = lang === "en" ? "en-GB" : lang;
const full = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone });
const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone });
const relative = new Intl.RelativeTimeFormat(language, { numeric: "always" });
const steps = [
  ["minute", 60, 3600],
  ["hour", 3600, 86400],
  ["day", 86400, 604800],
];

function said(moment, element, isNew) {
  const seconds = (moment - Date.now()) / 1000;
  const step = steps.find(([, from, to]) => Math.abs(seconds) >= from && Math.abs(seconds) < to);
  // Less than a minute is said as the server said it, as long as it holds.
  if (Math.abs(seconds) < 60 || (step && isNew)) return element.textContent;
  return step ? relative.format(Math.trunc(seconds / step[1]), step[0]) : day.format(moment);
}

function tell(isNew = false) {
  for (const element of document.querySelectorAll("time[data-style]")) {
    const moment = new Date(element.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    element.title = full.format(moment);
    switch (element.dataset.style) {
      case "relative":
        element.textContent = said(moment, element, isNew);
        break;
      case "full":
        element.textContent = full.format(moment);
        break;
    }
  }
}

tell(true);
setInterval(tell, 60_000);
// A page that is gone back to is as old as it is.
addEventListener("pageshow", ({ persisted }) => persisted && tell());
