// Where one is in what is long: told to the account as it plays, so that it goes on there, here or on another device.
const EVERY = 30;
// Who has hardly begun is at the beginning.
const BEGUN = 10;

export class Places {
  constructor(words) {
    this.words = words;
    this.told = new Map();
    this.waiting = Promise.resolve();
  }

  get csrf() {
    return document.querySelector('input[name="csrf"]')?.value;
  }

  path({ id }) {
    return id.startsWith("episode-") ? `/episodes/${id.slice(8)}/position` : `/tracks/${id}/position`;
  }

  // In seconds, as the account knows it; null where nobody is logged in or it cannot be asked.
  async of(track) {
    if (!track.long || !this.csrf) return null;
    await this.waiting;
    const answer = await fetch(this.path(track), { headers: { Accept: "application/json" } }).catch(() => null);
    const place = answer?.ok && !answer.redirected ? await answer.json() : null;
    return place && place.at / 1000;
  }

  // Once in a while, and whenever it matters: at a pause, at the end, as the page is left.
  tell(track, at, { now = false, finished = false } = {}) {
    const seconds = at < BEGUN ? 0 : at;
    if (!track?.long || !this.csrf) return;
    const before = this.told.get(track.id);
    if (!finished && (Math.abs(seconds - (before ?? track.from ?? 0)) < (now ? 1 : EVERY))) return;
    this.told.set(track.id, finished ? 0 : seconds);
    track.from = finished ? 0 : seconds;
    const body = new URLSearchParams({ csrf: this.csrf, at: Math.round(seconds * 1000), finished });
    this.waiting = fetch(`${this.path(track)}?_method=put`, { method: "POST", body, keepalive: true }).catch(() => {});
    this.write(track, seconds, finished);
  }

  // What lists of the page say of it.
  write(track, seconds, finished) {
    for (const place of document.querySelectorAll(`[data-track="${track.id}"] [data-place]`)) {
      place.textContent = finished ? this.words.heard : this.words.goesOn(seconds);
      place.hidden = !finished && !seconds;
    }
  }
}
