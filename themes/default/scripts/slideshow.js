// A slideshow of an album: its pictures one after the other over the whole screen. Space pauses, arrows go on and back, Escape ends
// it. Whoever wants little motion gets pictures that change without fading.
import { pictures, show } from "./lightbox.js";

const SECONDS = [3, 5, 8, 15, 30];
const USUAL = 5;
// So many pictures before the end of what is known of the album the next of its pages is read.
const AHEAD = 4;
const KEPT = "slideshow-seconds";

const start = document.querySelector("a[data-slideshow]");
start?.addEventListener("click", (event) => {
  const links = pictures(document.querySelector("[data-album]"));
  if (!links.length || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  run(links).catch(() => location.assign(start.href));
});

function kept() {
  try {
    const seconds = Number(localStorage.getItem(KEPT));
    return SECONDS.includes(seconds) ? seconds : USUAL;
  } catch {
    return USUAL;
  }
}

async function run(links) {
  const words = start.dataset;
  let next = document.querySelector('.pagination a[rel="next"]')?.href;
  let reading = false;
  let seconds = kept();
  let playing = true;
  let timer;
  let asked = false;

  const box = await show(links, 0, (box) => {
    const bar = document.createElement("div");
    bar.className = "pswp__slideshow";
    const pause = document.createElement("button");
    pause.type = "button";
    const pace = document.createElement("select");
    pace.setAttribute("aria-label", words.pace);
    for (const choice of SECONDS) pace.add(new Option(words.seconds.replace("{count}", choice), choice, false, choice === seconds));
    bar.append(pause, pace);

    const tell = () => (pause.textContent = playing ? words.pause : words.play);
    const wait = () => {
      clearTimeout(timer);
      if (playing) timer = setTimeout(() => step(box), seconds * 1000);
    };
    const toggle = () => {
      playing = !playing;
      tell();
      wait();
    };
    pause.addEventListener("click", toggle);
    pace.addEventListener("change", () => {
      seconds = Number(pace.value);
      try {
        localStorage.setItem(KEPT, pace.value);
      } catch {
        // Then it is forgotten.
      }
      wait();
    });
    box.on("uiRegister", () => {
      box.ui.registerElement({ name: "slideshow-bar", appendTo: "root", onInit: (element) => element.append(bar) });
    });
    box.on("keydown", (event) => {
      const key = event.originalEvent;
      if (bar.contains(key.target) && key.key !== "Escape") {
        // The bar has keys of its own.
        event.preventDefault();
        return;
      }
      if (key.key === " ") {
        key.preventDefault();
        toggle();
      }
    });
    box.on("change", wait);
    box.on("afterInit", () => {
      box.element.classList.add("slideshow");
      tell();
    });
    box.on("close", () => {
      clearTimeout(timer);
      playing = false;
      document.removeEventListener("fullscreenchange", left);
      if (asked && document.fullscreenElement) document.exitFullscreen().catch(() => {});
    });
  });
  const left = () => {
    if (document.fullscreenElement) asked = true;
    else if (asked) box.close();
  };
  document.addEventListener("fullscreenchange", left);
  document.documentElement.requestFullscreen?.().catch(() => {});

  // On to the next picture; after the last one it begins again.
  async function step(box) {
    if (box.currIndex + AHEAD >= box.getNumItems()) await read(box);
    if (!playing) return;
    if (box.currIndex + 1 < box.getNumItems()) box.next();
    else box.goTo(0);
    if (box.getNumItems() === 1) clearTimeout(timer);
  }

  // The next page of the album.
  async function read(box) {
    if (!next || reading) return;
    reading = true;
    const answer = await fetch(next).catch(() => null);
    reading = false;
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const more = page.querySelector('.pagination a[rel="next"]')?.getAttribute("href");
    next = more && new URL(more, location.href).href;
    const list = page.querySelector("[data-album]");
    if (list) box.more(pictures(list));
  }
}
