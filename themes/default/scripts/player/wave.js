// The wave of a track, and where one is in it: a slider that is drawn.
const STEP = 5;

export const clock = (seconds) => {
  const whole = Math.max(0, Math.round(seconds || 0));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
};

export class Wave {
  constructor(canvas, sentence, seek) {
    this.canvas = canvas;
    this.sentence = sentence;
    this.peaks = [];
    this.length = 0;
    this.at = 0;
    const to = (event) => {
      const box = canvas.getBoundingClientRect();
      seek(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * this.length);
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      to(event);
    });
    canvas.addEventListener("pointermove", (event) => event.buttons && canvas.hasPointerCapture(event.pointerId) && to(event));
    canvas.addEventListener("keydown", (event) => {
      const ways = { ArrowRight: this.at + STEP, ArrowUp: this.at + STEP, ArrowLeft: this.at - STEP, ArrowDown: this.at - STEP, Home: 0, End: this.length - 1 };
      if (!(event.key in ways)) return;
      event.preventDefault();
      event.stopPropagation();
      seek(Math.min(this.length, Math.max(0, ways[event.key])));
    });
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  // Another track: how it looks is fetched, and until then it is a line.
  async show(track) {
    this.peaks = [];
    this.draw();
    if (!track) return;
    const answer = await fetch(`/tracks/${track}/wave`).catch(() => null);
    if (answer?.ok) this.peaks = await answer.json();
    this.draw();
  }

  tell(at, length) {
    [this.at, this.length] = [at || 0, length || 0];
    this.canvas.setAttribute("aria-valuemax", Math.round(this.length));
    this.canvas.setAttribute("aria-valuenow", Math.round(this.at));
    const values = { at: clock(this.at), length: clock(this.length) };
    this.canvas.setAttribute("aria-valuetext", this.sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]));
    this.draw();
  }

  draw() {
    const { canvas, peaks } = this;
    const [width, height] = [canvas.clientWidth * devicePixelRatio, canvas.clientHeight * devicePixelRatio];
    if (!width || !height) return;
    if (canvas.width !== Math.round(width) || canvas.height !== Math.round(height)) [canvas.width, canvas.height] = [Math.round(width), Math.round(height)];
    const pen = canvas.getContext("2d");
    const style = getComputedStyle(canvas);
    const bars = Math.max(1, Math.floor(width / (3 * devicePixelRatio)));
    const heard = this.length ? this.at / this.length : 0;
    pen.clearRect(0, 0, width, height);
    for (let bar = 0; bar < bars; bar += 1) {
      const [from, to] = [Math.floor((bar * peaks.length) / bars), Math.max(Math.floor((bar * peaks.length) / bars) + 1, Math.floor(((bar + 1) * peaks.length) / bars))];
      const peak = peaks.length ? Math.max(...peaks.slice(from, to)) / 255 : 0.08;
      const tall = Math.max(2 * devicePixelRatio, peak * height);
      pen.fillStyle = bar / bars < heard ? style.color : style.caretColor;
      pen.fillRect((bar * width) / bars, (height - tall) / 2, Math.max(1, width / bars - devicePixelRatio), tall);
    }
  }
}
