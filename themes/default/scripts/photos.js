import { open } from "./editor.js";

// Photos: files are uploaded one by one with their progress, dropped onto the form, and put in order without a reload.
const list = document.querySelector(".photos-form .attached");
if (list) begin(list, list.closest("form"));

function begin(list, form) {
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector("[data-drop]");
  const said = form.querySelector("[data-said]");
  const words = form.dataset;
  const say = (text) => (said.textContent = text);
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // Places: the first cannot go up, the last not down, and each says which it is.
  function number() {
    const items = [...list.children];
    items.forEach((item, index) => {
      item.draggable = true;
      for (const button of item.querySelectorAll("button[name=action]")) {
        const [verb] = button.value.split(":");
        if (verb === "up") button.disabled = index === 0;
        if (verb === "down") button.disabled = index === items.length - 1;
      }
    });
    if (drop) drop.hidden = items.length >= Number(list.dataset.most);
  }

  function move(item, step) {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(item);
    else other.after(item);
    number();
    const items = [...list.children];
    say(fill(words.moved, { number: items.indexOf(item) + 1, count: items.length }));
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=action]");
    const item = button?.closest("[data-item]");
    const [verb] = button?.value.split(":") ?? [];
    if (!item || !["up", "down", "remove", "edit"].includes(verb)) return;
    event.preventDefault();
    if (verb === "edit") {
      const again = () => fetch(`/uploads/${item.dataset.item}`).then((answer) => (answer.ok ? answer.text() : null));
      open(button.dataset.edit, button, async () => {
        const html = await again().catch(() => null);
        if (html && item.isConnected) settle(item, html)?.querySelector(`[value="${button.value}"]`)?.focus();
      });
      return;
    }
    if (verb === "remove") {
      const next = item.nextElementSibling ?? item.previousElementSibling;
      item.remove();
      number();
      say(words.removed);
      (next?.querySelector("textarea") ?? input)?.focus();
      return;
    }
    move(item, verb === "up" ? -1 : 1);
    // A button at the end of its way leaves the focus to its neighbour.
    const still = button.disabled ? item.querySelector("button[name=action]:not([disabled])") : button;
    still?.focus();
  });

  // Dragged with the mouse.
  let dragged = null;
  list.addEventListener("dragstart", (event) => {
    if (event.target.closest("textarea, select, input")) return event.preventDefault();
    dragged = event.target.closest("[data-item]");
    dragged?.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-item]");
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged);
    else over.after(dragged);
  });
  list.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    dragged = null;
    number();
  });

  // Files: one after the other, so that each is soon there.
  const waiting = [];
  let busy = false;

  function take(files) {
    const room = Number(list.dataset.most) - list.children.length;
    for (const file of [...files].slice(0, room)) {
      const place = document.createElement("li");
      place.className = "uploading";
      place.innerHTML = `<div class="attached-picture"><span class="waiting"></span></div><div><p></p><progress max="1" value="0"></progress></div>`;
      place.querySelector("p").textContent = fill(words.uploading, { name: file.name });
      place.querySelector("progress").setAttribute("aria-label", file.name);
      list.append(place);
      waiting.push({ file, place });
    }
    number();
    next();
  }

  async function next() {
    if (busy) return;
    const job = waiting.shift();
    if (!job) return;
    busy = true;
    try {
      settle(job.place, await send(job));
    } catch (refused) {
      refuse(job, refused.message);
    }
    busy = false;
    next();
  }

  function send({ file, place }) {
    const body = new FormData();
    body.set("csrf", form.elements.csrf.value);
    body.set("file", file);
    const progress = place.querySelector("progress");
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open("POST", "/uploads");
      request.upload.onprogress = (event) => (progress.value = event.loaded / event.total);
      request.onerror = () => failed(new Error(fill(words.cutOff, { name: file.name })));
      request.onload = () => {
        if (request.status === 200) return done(request.responseText);
        const plain = request.getResponseHeader("content-type")?.startsWith("text/plain");
        failed(new Error(plain ? request.responseText : fill(words.cutOff, { name: file.name })));
      };
      request.send(body);
    });
  }

  // A file that was not taken says why, and can be sent once more.
  function refuse(job, reason) {
    const { place, file } = job;
    place.innerHTML = `<div class="attached-picture"><span class="waiting"></span></div><div role="alert"><p class="wrong"></p><p class="buttons"><button type="button" class="button quiet"></button> <button type="button" class="button quiet"></button></p></div>`;
    place.querySelector(".waiting").textContent = file.name;
    place.querySelector(".wrong").textContent = reason;
    const [again, away] = place.querySelectorAll("button");
    again.textContent = words.retry;
    away.textContent = words.remove;
    again.onclick = () => {
      place.remove();
      take([file]);
    };
    away.onclick = () => {
      place.remove();
      number();
    };
  }

  // What the server made of it: a place of the form, asked for again while the picture is being worked on.
  function settle(place, html) {
    const made = new DOMParser().parseFromString(html, "text/html").querySelector("[data-item]");
    // What was filled in meanwhile stays.
    for (const kept of place.querySelectorAll("textarea, select, input[type=checkbox]")) {
      const control = kept.id && made.querySelector(`#${kept.id}`);
      if (control) Object.assign(control, kept.type === "checkbox" ? { checked: kept.checked } : { value: kept.value });
    }
    if (place.querySelector("details")?.open) made.querySelector("details").open = true;
    const focused = place.contains(document.activeElement) && document.activeElement.id;
    place.replaceWith(made);
    if (focused) document.getElementById(focused)?.focus();
    number();
    if (!made.hasAttribute("data-pending")) return made;
    setTimeout(async () => {
      const answer = await fetch(`/uploads/${made.dataset.item}`).catch(() => null);
      if (answer?.ok && made.isConnected) settle(made, await answer.text());
    }, 700);
    return made;
  }

  input?.addEventListener("change", () => {
    take(input.files);
    input.value = "";
  });
  form.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) {
      event.preventDefault();
      take(event.clipboardData.files);
    }
  });
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      drop?.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => drop?.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  // The button that uploads is for those without scripts.
  const attach = form.querySelector('.drop button[value="attach"]');
  if (attach) attach.closest("p").hidden = true;
  for (const item of list.querySelectorAll("[data-pending]")) settle(item, item.outerHTML);
  number();
}
