// Music: files and whole folders are uploaded one after the other, with their progress, chosen or dropped onto the form.
const AT_ONCE = 2;
const form = document.querySelector(".music-upload");
if (form) begin(form);

function begin(form) {
  const words = form.dataset;
  const [files, folder] = [form.querySelector("#files"), form.querySelector("#folder")];
  const said = form.querySelector("[data-said]");
  const outcomes = document.querySelector("[data-outcomes]");
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const waiting = [];
  let [running, done, count] = [0, 0, 0];

  for (const hidden of form.querySelectorAll("[data-drop-hint], [data-folder]")) hidden.hidden = false;
  files.required = false;

  function add(chosen) {
    const sound = [...chosen].filter(({ name }) => !/^\.|\.(jpe?g|png|webp|gif|txt|nfo|m3u8?|cue|log|pdf|ini|db)$/i.test(name));
    waiting.push(...sound);
    count += sound.length;
    for (let slot = running; slot < AT_ONCE; slot += 1) next();
  }

  function next() {
    const file = waiting.shift();
    if (!file) return;
    running += 1;
    send(file).finally(() => {
      running -= 1;
      said.textContent = fill(words.done, { done, count });
      next();
    });
  }

  function line(html) {
    const holder = document.createElement("ol");
    holder.innerHTML = html;
    const item = holder.querySelector("li");
    if (item) outcomes.prepend(item);
  }

  function failed(file) {
    const item = document.createElement("li");
    item.className = "outcome is-wrong";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    button.textContent = words.retry;
    button.addEventListener("click", () => {
      item.remove();
      count -= 1;
      add([file]);
    });
    item.append(fill(words.cutOff, { name: file.name }), " ", button);
    outcomes.prepend(item);
  }

  function send(file) {
    const body = new FormData();
    body.append("csrf", form.querySelector('[name="csrf"]').value);
    body.append("visibility", form.querySelector('[name="visibility"]:checked').value);
    for (const name of ["behalf", "licence"]) {
      const field = form.querySelector(`[name="${name}"]`);
      if (field) body.append(name, field.value);
    }
    body.append("line", "true");
    body.append("files", file, file.name);
    return new Promise((settled) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        said.textContent = fill(words.uploading, { name: file.name, percent: Math.floor((loaded / total) * 100) });
      });
      request.addEventListener("loadend", () => {
        if (request.status === 200) done += 1;
        if (request.status === 200 || request.status === 422) line(request.responseText);
        else failed(file);
        settled();
      });
      request.send(body);
    });
  }

  // Folders that are dropped are looked through.
  async function entries(entry) {
    if (entry.isFile) return [await new Promise((found) => entry.file(found, () => found(null)))];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const part = await new Promise((read) => reader.readEntries(read, () => read([])));
      if (!part.length) break;
      for (const inner of part) found.push(...(await entries(inner)));
    }
    return found;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    add([...files.files, ...folder.files]);
    files.value = "";
    folder.value = "";
  });
  folder.addEventListener("change", () => {
    add(folder.files);
    folder.value = "";
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    const dropped = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const found = await Promise.all(dropped.map(entries));
    add(found.flat().filter(Boolean));
  });
  addEventListener("beforeunload", (event) => (running || waiting.length) && event.preventDefault());
}
