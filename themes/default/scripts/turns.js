// A list within a page of another site is played from track to track. Without this each leads to its sound.
const voice = document.querySelector("audio");
const turns = [...document.querySelectorAll(".frame-turns a")];

function turn(link) {
  turns.forEach((other) => other.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
  voice.setAttribute("aria-label", link.textContent);
  voice.src = link.href;
  voice.play().catch(() => {});
}

for (const link of turns) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    turn(link);
  });
}

voice.addEventListener("ended", () => {
  const next = turns[turns.findIndex((link) => link.hasAttribute("aria-current")) + 1];
  if (next) turn(next);
});
