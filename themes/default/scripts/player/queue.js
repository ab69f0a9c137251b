// What is played and what comes next; it is kept in the browser, with where one is.
const KEPT = "player";
const MOST = 1000;

export class Queue {
  constructor() {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "null") ?? {};
    this.tracks = Array.isArray(kept.tracks) ? kept.tracks : [];
    this.at = Math.min(kept.at ?? 0, Math.max(0, this.tracks.length - 1));
    this.position = kept.position ?? 0;
    this.repeat = kept.repeat ?? "off";
    this.shuffle = kept.shuffle ?? false;
    this.level = kept.level ?? true;
    this.volume = kept.volume ?? 1;
    this.rate = kept.rate ?? 1;
    this.shortcuts = kept.shortcuts ?? true;
    this.cleared = null;
  }

  get current() {
    return this.tracks[this.at];
  }

  set(tracks, at) {
    this.cleared = null;
    this.tracks = tracks.slice(0, MOST);
    this.at = at;
    this.position = 0;
    this.keep();
  }

  add(tracks) {
    this.cleared = null;
    this.tracks = [...this.tracks, ...tracks].slice(0, MOST);
    this.keep();
  }

  // They come after the one that plays.
  insert(tracks) {
    this.cleared = null;
    this.tracks.splice(this.tracks.length ? this.at + 1 : 0, 0, ...tracks);
    this.tracks.length = Math.min(this.tracks.length, MOST);
    this.drawn = null;
    this.keep();
  }

  // What was in it can be brought back until something else is played.
  clear() {
    const { tracks, at, position } = this;
    this.set([], 0);
    this.cleared = { tracks, at, position };
  }

  restore() {
    const { tracks, at, position } = this.cleared;
    this.set(tracks, at);
    this.position = position;
    this.keep();
  }

  // Which comes after this one; none at the end.
  following() {
    if (this.repeat === "one") return this.at;
    if (this.shuffle && this.tracks.length > 1) {
      this.drawn ??= this.draw();
      return this.drawn;
    }
    if (this.at + 1 < this.tracks.length) return this.at + 1;
    return this.repeat === "all" && this.tracks.length ? 0 : null;
  }

  draw() {
    const others = this.tracks.map((_, index) => index).filter((index) => index !== this.at);
    return others[Math.floor(Math.random() * others.length)];
  }

  go(index) {
    this.at = index;
    this.position = 0;
    this.drawn = null;
    this.keep();
  }

  move(from, to) {
    if (from === to || to < 0 || to >= this.tracks.length) return;
    this.tracks.splice(to, 0, ...this.tracks.splice(from, 1));
    if (this.at === from) this.at = to;
    else if (from < this.at && to >= this.at) this.at -= 1;
    else if (from > this.at && to <= this.at) this.at += 1;
    this.drawn = null;
    this.keep();
  }

  remove(index) {
    this.tracks.splice(index, 1);
    if (index < this.at || this.at >= this.tracks.length) this.at = Math.max(0, this.at - 1);
    this.drawn = null;
    this.keep();
  }

  keep() {
    const { tracks, at, position, repeat, shuffle, level, volume, rate, shortcuts } = this;
    localStorage.setItem(KEPT, JSON.stringify({ tracks, at, position, repeat, shuffle, level, volume, rate, shortcuts }));
  }
}
