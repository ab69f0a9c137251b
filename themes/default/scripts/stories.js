// Stories go on by themselves after the time that their author chose, unless one holds them: with the pointer on the picture, a finger,
// the space bar, or while one writes. Whoever wants little motion goes on by hand, and can have it otherwise.
const story = document.querySelector("[data-story]");
if (story) begin(story);

function begin(story) {
  const words = story.dataset;
  const bar = story.querySelector(".story-bars .now span");
  const picture = story.querySelector("figure img");
  const [back, on] = ["prev", "next"].map((rel) => story.querySelector(`.story-steps a[rel="${rel}"]`));
  const leave = story.querySelector("[data-leave]");
  // What keeps it: `chosen` by the button or the space bar, the others as long as they last.
  const holds = new Set(matchMedia("(prefers-reduced-motion: reduce)").matches ? ["chosen"] : []);

  const run = bar.animate([{ transform: "scaleX(0)" }, { transform: "scaleX(1)" }], {
    duration: Number(words.seconds) * 1000,
    fill: "both",
  });
  run.onfinish = () => go(on?.href ?? leave.href);
  // Whoever goes on by hand sees where they are.
  if (holds.size) run.cancel();
  else run.pause();

  const button = document.createElement("button");
  button.type = "button";
  button.className = "action";
  story.querySelector(".story-controls").prepend(button);

  // One looks at the picture once it is there.
  if (!picture.complete) {
    holds.add("loading");
    for (const kind of ["load", "error"]) picture.addEventListener(kind, () => hold("loading", false), { once: true });
  }

  function settle() {
    if (!holds.size) run.play();
    else if (run.playState === "running") run.pause();
    const chosen = holds.has("chosen");
    const icon = story.querySelector("svg.icon use")?.getAttribute("href")?.split("#")[0] ?? "";
    button.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${icon}#${chosen ? "play" : "pause"}"></use></svg>`;
    button.title = chosen ? words.play : words.pause;
    button.setAttribute("aria-label", button.title);
  }

  function hold(why, held) {
    if (held) holds.add(why);
    else holds.delete(why);
    settle();
  }

  function go(address) {
    if (!address) return;
    run.pause();
    location.replace(address);
  }

  const toggle = () => hold("chosen", !holds.has("chosen"));
  button.addEventListener("click", toggle);

  // Held: by the mouse above it, by a finger that stays.
  const stage = [story.querySelector("figure"), story.querySelector(".story-steps")];
  let pressed = 0;
  for (const part of stage) {
    part.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && hold("pointer", true));
    part.addEventListener("pointerleave", () => hold("pointer", false));
    part.addEventListener("pointerdown", (event) => {
      pressed = event.timeStamp;
      hold("finger", true);
    });
    for (const kind of ["pointerup", "pointercancel"]) part.addEventListener(kind, () => hold("finger", false));
    part.addEventListener("contextmenu", (event) => event.preventDefault());
  }
  for (const step of [back, on]) {
    step?.addEventListener("click", (event) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      // Whoever held it wanted to look, not to go on. Keys press nothing.
      if (event.detail && event.timeStamp - pressed > 400) return;
      go(step.href);
    });
  }

  const writes = (target) => target.closest?.("input, textarea, select, button, summary, a");
  story.addEventListener("focusin", (event) => event.target.closest("footer") && hold("footer", true));
  story.addEventListener("focusout", () => hold("footer", false));
  document.addEventListener("visibilitychange", () => hold("hidden", document.hidden));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return go(leave.href);
    if (event.target.closest?.("input, textarea, select")) return;
    if (event.key === "ArrowLeft") go(back?.href);
    else if (event.key === "ArrowRight") go(on?.href ?? leave.href);
    else if (event.key === " " && !writes(event.target)) {
      event.preventDefault();
      toggle();
    }
  });
  settle();
}
