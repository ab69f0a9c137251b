// Forms: sent once, sent by Ctrl+Enter, and with a count of what still fits.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // Whoever comes back by the browser's button may send again.
  addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
  setTimeout(() => delete form.dataset.sent, 10_000);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    event.target.form?.requestSubmit();
  }
});

const length = (text) => {
  // As the server counts: by characters that a reader sees.
  const graphemes = new Intl.Segmenter(document.documentElement.lang, { granularity: "grapheme" });
  let count = 0;
  for (const _ of graphemes.segment(text)) count += 1;
  return count;
};

for (const area of document.querySelectorAll("textarea[data-most]")) {
  // Room is kept for it, so that nothing moves.
  const left = area.nextElementSibling?.matches(".left") ? area.nextElementSibling : document.createElement("p");
  left.className = "left";
  left.setAttribute("aria-live", "polite");
  area.after(left);
  const count = () => {
    const rest = Number(area.dataset.most) - length(area.value);
    left.textContent = rest.toLocaleString(document.documentElement.lang);
    left.classList.toggle("over", rest < 0);
  };
  area.addEventListener("input", count);
  count();
}

// Who never chose a zone most likely means the one of the device.
for (const select of document.querySelectorAll("[data-device-zone] select")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...select.options].some((option) => option.value === zone)) select.value = zone;
}
