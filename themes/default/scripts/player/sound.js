// Two players that take turns: while one plays, the other has the next track ready, so that nothing is missing between them.
const START = 0.15;

export class Sound extends EventTarget {
  constructor() {
    super();
    this.context = null;
    this.voices = [new Audio(), new Audio()];
    this.turn = 0;
    this.level = true;
    this.volume = 1;
    this.rate = 1;
    for (const voice of this.voices) {
      voice.preload = "auto";
      for (const kind of ["timeupdate", "durationchange", "play", "pause", "seeked"]) {
        voice.addEventListener(kind, () => voice === this.voice && this.dispatchEvent(new Event(kind)));
      }
      voice.addEventListener("ended", () => voice === this.voice && this.dispatchEvent(new Event("ended")));
      voice.addEventListener("error", () => voice === this.voice && voice.track && this.dispatchEvent(new Event("broken")));
      voice.addEventListener("timeupdate", () => {
        const rest = voice.duration - voice.currentTime;
        if (voice === this.voice && rest < START * 40) this.dispatchEvent(new Event("nearly"));
      });
    }
  }

  get voice() {
    return this.voices[this.turn];
  }

  get other() {
    return this.voices[1 - this.turn];
  }

  // Loudness is levelled by a gain in front of each voice. It needs a gesture of the listener to begin.
  listen() {
    if (this.context) return this.context.resume();
    this.context = new AudioContext();
    for (const voice of this.voices) {
      voice.gain = this.context.createGain();
      this.context.createMediaElementSource(voice).connect(voice.gain).connect(this.context.destination);
    }
    this.adjust();
    return this.context.resume();
  }

  // Never so loud that it would be clipped. What is long is spoken mostly: it may be heard faster.
  adjust() {
    for (const voice of this.voices) {
      voice.defaultPlaybackRate = voice.playbackRate = voice.track?.long ? this.rate : 1;
      if (!voice.gain) continue;
      const { gain, peak } = voice.track ?? {};
      const wanted = this.level && gain !== undefined ? 10 ** (gain / 20) : 1;
      voice.gain.gain.value = Math.min(wanted, peak ? 1 / peak : 1) * this.volume;
    }
  }

  load(voice, track) {
    if (voice.track?.src === track.src && !voice.error) return;
    voice.track = track;
    voice.src = track.src;
    voice.load();
  }

  // The next one is fetched while this one plays to its end.
  prepare(track) {
    this.load(this.other, track);
  }

  async play(track, from = 0) {
    if (this.other.track?.src === track.src && this.voice.track?.src !== track.src) {
      this.voice.pause();
      this.turn = 1 - this.turn;
    }
    this.load(this.voice, track);
    await this.listen();
    this.adjust();
    if (from || this.voice.currentTime > 0.5) this.voice.currentTime = from;
    await this.voice.play().catch((error) => {
      if (error.name === "NotAllowedError") this.dispatchEvent(new Event("pause"));
    });
  }

  async resume() {
    await this.listen();
    await this.voice.play().catch(() => {});
  }

  pause() {
    this.voice.pause();
  }

  silence() {
    this.voice.pause();
    for (const voice of this.voices) {
      voice.track = null;
      voice.removeAttribute("src");
      voice.load();
    }
  }

  seek(to) {
    if (Number.isFinite(this.voice.duration)) this.voice.currentTime = Math.min(to, Math.max(0, this.voice.duration - 0.2));
  }
}
