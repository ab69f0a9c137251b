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
  }

  get current() {
    return this.tracks[this.at];
  }

  set(tracks, at) {
    this.tracks = tracks.slice(0, MOST);
    this.at = at;
    this.position = 0;
    this.keep();
  }

  add(tracks) {
    this.tracks = [...this.tracks, ...tracks].slice(0, MOST);
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

  move(index, by) {
    const to = index + by;
    if (to < 0 || to >= this.tracks.length) return;
    const playing = this.current;
    [this.tracks[index], this.tracks[to]] = [this.tracks[to], this.tracks[index]];
    this.at = this.tracks.indexOf(playing);
    this.keep();
  }

  remove(index) {
    this.tracks.splice(index, 1);
    if (index < this.at || this.at >= this.tracks.length) this.at = Math.max(0, this.at - 1);
    this.drawn = null;
    this.keep();
  }

  keep() {
    const { tracks, at, position, repeat, shuffle, level, volume } = this;
    localStorage.setItem(KEPT, JSON.stringify({ tracks, at, position, repeat, shuffle, level, volume }));
  }
}
