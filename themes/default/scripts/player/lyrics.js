// What is sung: the lines of the track that plays, the one that is sung now told apart and kept in sight.
export class Lyrics {
  constructor(panel, seek) {
    this.panel = panel;
    this.seek = seek;
    this.lines = [];
    this.current = null;
  }

  get sheet() {
    return this.panel.querySelector("[data-sheet]");
  }

  // Of another track; only while somebody looks.
  async show(track) {
    if (this.track === track?.id) return;
    this.track = track?.id;
    [this.lines, this.current] = [[], null];
    this.sheet.replaceChildren();
    if (!track?.lyrics) return;
    const answer = await fetch(`/tracks/${track.id}/lyrics`).catch(() => null);
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    if (this.track !== track.id) return;
    // What could not be fetched is asked for again next time.
    if (!page) this.track = null;
    const sung = page?.querySelector("[data-sung]");
    this.lines = [...(sung?.querySelectorAll("[data-at]") ?? [])].map((line) => this.timed(line));
    this.sheet.replaceChildren(...(this.lines.length ? this.lines.map(({ row }) => row) : [...(sung?.children ?? [])]));
    this.panel.scrollTop = 0;
    this.tell(this.now ?? 0);
  }

  // A line that has its time is a way there as well.
  timed(line) {
    const row = document.createElement("p");
    const at = Number(line.dataset.at) / 1000;
    if (line.textContent) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = line.textContent;
      button.addEventListener("click", () => this.seek(at));
      row.append(button);
    }
    return { at, row };
  }

  tell(seconds) {
    this.now = seconds;
    const current = this.lines.findLast(({ at }) => at <= seconds + 0.05)?.row ?? null;
    if (current === this.current) return;
    this.current?.removeAttribute("aria-current");
    this.current = current;
    if (!current) return;
    current.setAttribute("aria-current", "true");
    this.follow();
  }

  // The page itself stays where it is.
  follow() {
    if (this.panel.hidden || !this.current) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = this.current.offsetTop - (this.panel.clientHeight - this.current.offsetHeight) / 2;
    this.panel.scrollTo({ top, behavior: still ? "instant" : "smooth" });
  }
}
