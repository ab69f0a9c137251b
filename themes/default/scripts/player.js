import { Lyrics } from "./player/lyrics.js";
import { orderable } from "./player/order.js";
import { Places } from "./player/places.js";
import { Queue } from "./player/queue.js";
import { Sound } from "./player/sound.js";
import { Wave, clock } from "./player/wave.js";

// The player of the music stall: tracks of a page are played in order, and on over other pages.
if (document.body.classList.contains("at-music")) begin();

async function begin() {
  const queue = new Queue();
  const sound = new Sound();
  let bar = null;
  let wave = null;
  let lyrics = null;
  let places = null;
  let sleeping = null;
  let noted = null;
  let told = null;
  let fetched = null;

  const tracks = (list) => [...list.querySelectorAll("[data-track]")].map(read);
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const $ = (selector) => bar.querySelector(selector);
  const say = (text) => ($("[data-said]").textContent = text);

  // The bar comes with its words from the server, once something is there to be played.
  function bring() {
    fetched ??= fetch("/player").then(async (answer) => {
      if (!answer.ok) throw new Error("no player");
      const holder = document.createElement("div");
      holder.innerHTML = await answer.text();
      bar = holder.querySelector(".player");
      document.body.append(bar);
      document.body.classList.add("with-player");
      wave = new Wave($("[data-wave]"), bar.dataset.of, (to) => sound.seek(to));
      lyrics = new Lyrics($("[data-lyrics-panel]"), (to) => sound.seek(to));
      places = new Places({ heard: bar.dataset.heard, goesOn: (at) => fill(bar.dataset.goesOn, { at: clock(at) }) });
      prepareBar();
    });
    return fetched;
  }

  function prepareBar() {
    bar.addEventListener("click", (event) => {
      const deed = event.target.closest("[data-do]")?.dataset.do;
      if (deed) deeds[deed]();
    });
    // Away with what is unfolded, back to its key.
    bar.addEventListener("keydown", (event) => {
      const panel = event.key === "Escape" && event.target.closest("[data-queue], [data-lyrics-panel]");
      if (!panel) return;
      const key = $(`[aria-controls="${panel.id}"]`);
      unfold(key.dataset.do, false);
      key.focus();
    });
    $("[data-volume]").value = queue.volume;
    $("[data-level]").checked = queue.level;
    $("[data-shuffle]").checked = queue.shuffle;
    $("[data-repeat]").value = queue.repeat;
    for (const rate of $("[data-rate]").options) rate.textContent = `${Number(rate.value).toLocaleString(document.documentElement.lang)}×`;
    $("[data-rate]").value = String(queue.rate);
    $("[data-shortcuts]").checked = queue.shortcuts;
    orderable($("[data-queue] ol"), (from, to) => {
      queue.move(from, to);
      list();
      if (from !== to) say(fill(bar.dataset.moved, { title: queue.tracks[to].title, place: to + 1, count: queue.tracks.length }));
    });
    bar.addEventListener("input", () => {
      queue.volume = Number($("[data-volume]").value);
      queue.level = $("[data-level]").checked;
      queue.shuffle = $("[data-shuffle]").checked;
      queue.repeat = $("[data-repeat]").value;
      queue.rate = Number($("[data-rate]").value);
      queue.shortcuts = $("[data-shortcuts]").checked;
      queue.drawn = null;
      queue.keep();
      level();
    });
    $("[data-sleep]").addEventListener("change", ({ target }) => {
      clearTimeout(sleeping?.timer);
      const minutes = Number(target.value);
      sleeping = target.value ? { atEnd: target.value === "end", timer: minutes ? setTimeout(sleep, minutes * 60_000) : null } : null;
    });
    level();
    show();
  }

  function level() {
    [sound.volume, sound.level, sound.rate] = [queue.volume, queue.level, queue.rate];
    sound.adjust();
  }

  function sleep() {
    sound.pause();
    sleeping = null;
    $("[data-sleep]").value = "";
    say(bar.dataset.asleep);
  }

  // Only of what is heard: what was not begun yet is where it was, and what was heard to its end is told then.
  function keepPlace(now = false) {
    const track = queue.current;
    if (track && sound.voice.track?.id === track.id && !sound.voice.ended) places.tell(track, sound.voice.currentTime, { now });
  }

  async function play(index, from = 0) {
    await bring();
    keepPlace(true);
    queue.go(index);
    const track = queue.current;
    if (!track) return;
    noted = null;
    show();
    // It begins where this page knows one to be, and goes where one has been meanwhile elsewhere.
    const asked = places.of(track);
    const known = from || track.from || 0;
    await sound.play(track, known);
    const place = await asked;
    if (place === null || queue.current !== track) return;
    track.from = place;
    if (Math.abs(place - known) > 2 && Math.abs(sound.voice.currentTime - known) < 5) sound.voice.currentTime = place;
    if (place > 1) say(fill(bar.dataset.goesOn, { at: clock(place) }));
  }

  const deeds = {
    toggle: () => {
      if (!queue.current) return;
      if (!sound.voice.track) play(queue.at, queue.position);
      else if (sound.voice.paused) sound.resume();
      else sound.pause();
    },
    next: () => {
      const next = queue.repeat === "one" ? Math.min(queue.at + 1, queue.tracks.length - 1) : queue.following();
      if (next !== null) play(next);
    },
    // Within the first seconds it is the one before, else this one again.
    previous: () => (sound.voice.currentTime > 4 ? sound.seek(0) : play(Math.max(0, queue.at - 1))),
    queue: () => unfold("queue", $("[data-queue]").hidden),
    lyrics: () => unfold("lyrics", $("[data-lyrics-panel]").hidden),
    clear: () => {
      keepPlace(true);
      sound.silence();
      queue.clear();
      show();
      $('[data-do="undo"]').focus();
    },
    undo: () => {
      queue.restore();
      show();
      $('[data-do="clear"]').focus();
    },
    keys: () => $("[data-keys]").showModal(),
  };

  // What stands above the bar: one thing at a time.
  function unfold(which, open) {
    const panels = { queue: $("[data-queue]"), lyrics: $("[data-lyrics-panel]") };
    for (const [name, panel] of Object.entries(panels)) {
      panel.hidden = name !== which || !open;
      $(`[data-do="${name}"]`).setAttribute("aria-expanded", !panel.hidden);
    }
    sing();
  }

  function sing() {
    const track = queue.current;
    const [key, panel] = [$('[data-do="lyrics"]'), $("[data-lyrics-panel]")];
    key.hidden = !track?.lyrics;
    if (key.hidden && !panel.hidden) unfold("lyrics", false);
    if (panel.hidden) return;
    $("[data-lyrics-page]").href = `/tracks/${track.id}/lyrics`;
    lyrics.show(track).then(() => lyrics.follow());
  }

  function show() {
    const track = queue.current;
    if (!bar) return;
    bar.classList.toggle("empty", !track && !queue.cleared);
    $("[data-title]").hidden = !track;
    $("[data-title]").textContent = track?.title ?? "";
    if (track) $("[data-title]").href = track.page;
    $("[data-artist]").textContent = track?.artist ?? "";
    const cover = $("[data-cover]");
    cover.querySelector("img")?.remove();
    if (track?.cover) {
      const picture = new Image();
      picture.alt = "";
      picture.src = track.cover;
      cover.append(picture);
    }
    $("[data-rate-line]").hidden = !track?.long;
    if (track) wave.show(isOurs(track) ? track.id : null);
    wave.tell(queue.position, (track?.duration ?? 0) / 1000);
    list();
    sing();
    mark();
    announce(track);
  }

  function list() {
    const lines = $("[data-queue] ol");
    $("[data-cleared]").hidden = !queue.cleared;
    $('[data-do="clear"]').hidden = !queue.tracks.length;
    lines.replaceChildren(
      ...queue.tracks.map((track, index) => {
        const line = $("template[data-line]").content.firstElementChild.cloneNode(true);
        const key = (name, sentence, deed) => {
          const button = line.querySelector(`[data-line-${name}]`);
          const words = button.querySelector(".unseen");
          if (words) words.textContent = fill(sentence, track);
          button.addEventListener("click", deed);
          return button;
        };
        const name = key("play", "", () => play(index));
        name.textContent = track.artist ? `${track.title} · ${track.artist}` : track.title;
        if (index === queue.at) line.setAttribute("aria-current", "true");
        // The key that was pressed keeps the focus, where the line is now.
        const move = (name, to) => () => {
          queue.move(index, to);
          list();
          const keys = [`[data-line-${name}]`, "[data-line-remove]"].map((key) => lines.children[to].querySelector(key));
          keys.find(({ disabled }) => !disabled).focus();
        };
        key("up", bar.dataset.up, move("up", index - 1)).disabled = index === 0;
        key("down", bar.dataset.down, move("down", index + 1)).disabled = index === queue.tracks.length - 1;
        key("remove", bar.dataset.remove, () => {
          const playing = index === queue.at;
          queue.remove(index);
          if (playing && queue.current && !sound.voice.paused) play(queue.at);
          else if (playing) sound.silence();
          show();
          (lines.children[Math.min(index, queue.tracks.length - 1)]?.querySelector("[data-line-remove]") ?? $('[data-do="queue"]')).focus();
        });
        return line;
      }),
    );
  }

  // Which row of the page is the one that plays.
  function mark() {
    for (const row of document.querySelectorAll("[data-tracks] [data-track]")) {
      const playing = row.dataset.track === queue.current?.id && Boolean(sound.voice.track);
      row.classList.toggle("playing", playing);
      if (playing) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  function announce(track) {
    if (!("mediaSession" in navigator) || !track) return;
    const artwork = track.cover ? [{ src: track.cover, sizes: "640x640" }] : [];
    navigator.mediaSession.metadata = new MediaMetadata({ title: track.title, artist: track.artist, album: track.album, artwork });
  }

  function tell() {
    const { currentTime, duration, paused } = sound.voice;
    const length = Number.isFinite(duration) ? duration : (queue.current?.duration ?? 0) / 1000;
    queue.position = currentTime;
    wave?.tell(currentTime, length);
    lyrics?.tell(currentTime);
    if (bar) {
      $("[data-time]").textContent = `${clock(currentTime)} / ${clock(length)}`;
      bar.classList.toggle("playing", !paused);
      $("[data-toggle-label]").textContent = paused ? bar.dataset.play : bar.dataset.pause;
    }
    if ("mediaSession" in navigator) {
      navigator.mediaSession.playbackState = paused ? "paused" : "playing";
      if (length > 0 && currentTime <= length) navigator.mediaSession.setPositionState({ duration: length, position: currentTime, playbackRate: sound.voice.playbackRate });
    }
    note(currentTime, length);
    if (!paused) keepPlace();
  }

  // It counts as heard after half of it, or four minutes; what is shorter than half a minute does not.
  function note(at, length) {
    const track = queue.current;
    const csrf = document.querySelector('input[name="csrf"]')?.value;
    if (!track || !csrf || !isOurs(track) || noted === track.id || length < 30 || at < Math.min(length / 2, 240)) return;
    noted = track.id;
    fetch(`/tracks/${track.id}/listens`, { method: "POST", body: new URLSearchParams({ csrf }) }).catch(() => {});
  }

  // Others see what plays as far as one wants that. A short pause is none.
  function begun() {
    const [track, csrf, now] = [queue.current, document.querySelector('input[name="csrf"]')?.value, Date.now()];
    if (!track || !csrf || !isOurs(track) || !("member" in bar.dataset)) return;
    if (told?.id === track.id && now - told.at < 15_000) return;
    told = { id: track.id, at: now };
    const at = Math.round(sound.voice.currentTime);
    fetch(`/tracks/${track.id}/playing`, { method: "POST", body: new URLSearchParams({ csrf, at }), keepalive: true }).catch(() => {});
  }

  for (const kind of ["timeupdate", "durationchange", "play", "pause", "seeked"]) sound.addEventListener(kind, tell);
  sound.addEventListener("play", mark);
  sound.addEventListener("play", begun);
  sound.addEventListener("pause", () => keepPlace(true));
  sound.addEventListener("nearly", () => {
    const next = queue.following();
    if (next !== null && queue.tracks[next] !== queue.current) sound.prepare(queue.tracks[next]);
  });
  sound.addEventListener("ended", () => {
    places?.tell(queue.current, sound.voice.duration, { finished: true });
    const next = queue.following();
    if (sleeping?.atEnd) sleep();
    else if (next !== null) play(next);
    else tell();
  });
  sound.addEventListener("broken", () => {
    const track = queue.current;
    say(fill(bar.dataset.broken, track));
    const next = queue.at + 1;
    if (next < queue.tracks.length) play(next);
  });
  addEventListener("pagehide", () => {
    queue.keep();
    keepPlace(true);
  });

  if ("mediaSession" in navigator) {
    const { mediaSession } = navigator;
    mediaSession.setActionHandler("play", deeds.toggle);
    mediaSession.setActionHandler("pause", () => sound.pause());
    mediaSession.setActionHandler("nexttrack", deeds.next);
    mediaSession.setActionHandler("previoustrack", deeds.previous);
    mediaSession.setActionHandler("seekto", ({ seekTime }) => sound.seek(seekTime));
    mediaSession.setActionHandler("seekforward", () => sound.seek(sound.voice.currentTime + 10));
    mediaSession.setActionHandler("seekbackward", () => sound.seek(Math.max(0, sound.voice.currentTime - 10)));
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "?" && bar && !bar.classList.contains("empty") && !event.target.closest("input, textarea, select, dialog, [contenteditable]")) {
      event.preventDefault();
      deeds.keys();
      return;
    }
    if (!bar || !queue.current || !queue.shortcuts || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, button, a, summary, [role=slider], dialog, [contenteditable]")) return;
    const keys = {
      " ": deeds.toggle,
      n: deeds.next,
      p: deeds.previous,
      q: deeds.queue,
      l: () => queue.current.lyrics && deeds.lyrics(),
      ArrowRight: () => sound.seek(sound.voice.currentTime + 5),
      ArrowLeft: () => sound.seek(Math.max(0, sound.voice.currentTime - 5)),
      m: () => {
        queue.volume = queue.volume ? 0 : 1;
        $("[data-volume]").value = queue.volume;
        level();
      },
    };
    if (!(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });

  // What a page has to be played.
  async function onPage() {
    const lists = [...document.querySelectorAll("[data-tracks]")];
    const all = () => lists.flatMap(tracks);
    if (lists.length || queue.tracks.length) await bring().catch(() => {});
    if (!bar) return;
    for (const row of document.querySelectorAll("[data-tracks] [data-track]:not([data-ready])")) {
      row.dataset.ready = "";
      const key = $("template[data-row-key]").content.firstElementChild.cloneNode(true);
      key.querySelector(".unseen").textContent = fill(bar.dataset.playThis, row.dataset);
      key.addEventListener("click", () => {
        const list = tracks(row.closest("[data-tracks]"));
        queue.set(list, 0);
        play(list.findIndex(({ id }) => id === row.dataset.track));
      });
      row.prepend(key);
      const more = $("template[data-row-more]").content.firstElementChild.cloneNode(true);
      more.querySelector(".unseen").textContent = fill(bar.dataset.moreOf, row.dataset);
      for (const [name, deed, said] of [["next", "insert", bar.dataset.comesNext], ["last", "add", bar.dataset.comesLast]]) {
        more.querySelector(`[data-row-${name}]`).addEventListener("click", () => {
          const idle = !queue.current;
          queue[deed]([read(row)]);
          more.open = false;
          more.querySelector("summary").focus();
          if (idle) show();
          list();
          say(fill(said, row.dataset));
        });
      }
      row.insertBefore(more, row.querySelector(".track-time"));
    }
    for (const button of document.querySelectorAll("[data-play-all]")) {
      button.hidden = false;
      button.onclick = () => {
        queue.set(all(), 0);
        play(0);
      };
    }
    for (const button of document.querySelectorAll("[data-queue-all]")) {
      button.hidden = false;
      button.onclick = () => {
        const idle = !queue.current;
        queue.add(all());
        if (idle) show();
        list();
        say(fill(bar.dataset.queued, { count: queue.tracks.length }));
      };
    }
    mark();
  }

  await onPage();
  // Only where something can be played are pages changed without leaving them.
  if (bar) (await import("./player/pages.js")).stayOn(bar, onPage);
}

// Episodes of podcasts elsewhere have neither a wave nor a place in what was played.
function isOurs(track) {
  return /^\d+$/.test(track.id);
}

function read(row) {
  const { track: id, src, page, title, artist, album, cover, duration, gain, peak, lyrics, long } = row.dataset;
  const number = (text) => (text === undefined ? undefined : Number(text));
  return { id, src, page, title, artist, album, cover, duration: Number(duration), gain: number(gain), peak: number(peak), lyrics: Boolean(lyrics), long: long !== undefined, from: Number(long ?? 0) / 1000 };
}
