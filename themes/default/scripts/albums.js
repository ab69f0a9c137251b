// The order of an album: photos are dragged, or moved by their arrows, and each move is kept at once.
const form = document.querySelector(".album-order");
const list = form?.querySelector(".album-photos");
if (list) begin();

function begin() {
  const said = form.querySelector("[data-said]");
  const order = form.elements.order;
  const words = form.dataset;
  // Not `form.action`: that is a button of the form.
  const address = form.getAttribute("action");
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const photos = () => [...list.children];

  // What the list shows: the first cannot go up, the last not down.
  function number() {
    const items = photos();
    items.forEach((item, index) => {
      item.draggable = true;
      for (const button of item.querySelectorAll('button[name="action"]')) {
        const [verb] = button.value.split(":");
        if (verb === "earlier") button.disabled = index === 0;
        if (verb === "later") button.disabled = index === items.length - 1;
      }
    });
    order.value = items.map((item) => item.dataset.photo).join(",");
  }

  // Moves that come while one is being kept are kept together after it.
  let keeping = false;
  let waiting = false;
  async function keep() {
    waiting = true;
    if (keeping) return;
    keeping = true;
    while (waiting) {
      waiting = false;
      const body = new URLSearchParams({ csrf: form.elements.csrf.value, order: order.value, action: "save", quiet: "on" });
      const answer = await fetch(address, { method: "POST", body }).catch(() => null);
      if (!waiting) said.textContent = answer?.ok ? words.kept : words.failed;
    }
    keeping = false;
  }

  function moved(item) {
    number();
    const items = photos();
    said.textContent = fill(words.moved, { number: items.indexOf(item) + 1, count: items.length });
    keep();
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="action"]');
    const item = button?.closest("[data-photo]");
    const [verb] = button?.value.split(":") ?? [];
    if (!item || !["earlier", "later"].includes(verb)) return;
    event.preventDefault();
    const other = verb === "earlier" ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (verb === "earlier") other.before(item);
    else other.after(item);
    moved(item);
    // A button at the end of its way leaves the focus to its neighbour.
    (button.disabled ? item.querySelector('button[name="action"]:not([disabled])') : button)?.focus();
  });

  let dragged = null;
  let before = "";
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-photo]");
    if (!dragged) return;
    before = order.value;
    dragged.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.photo);
  });
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const over = event.target.closest("[data-photo]");
    if (!over || over === dragged) return;
    const items = photos();
    if (items.indexOf(over) < items.indexOf(dragged)) over.before(dragged);
    else over.after(dragged);
  });
  list.addEventListener("drop", (event) => dragged && event.preventDefault());
  list.addEventListener("dragend", () => {
    const item = dragged;
    dragged = null;
    item?.classList.remove("dragged");
    if (!item) return;
    number();
    if (order.value !== before) moved(item);
  });
  number();
}
