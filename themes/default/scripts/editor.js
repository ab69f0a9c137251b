// The editor of a picture: what its form says in words and numbers is done by hand here, and seen at once. The form stays what is
// sent.
const WHOLE = 100_000;
const SHAPES = { "1-1": 1, "4-5": 4 / 5, "3-4": 3 / 4, "16-9": 16 / 9 };
// The longest side of the picture that is worked on, in pixels.
const PROOF = 1080;
const TURNS = ["0", "90", "180", "270"];

// Puts the better editor in the place of the fields in `root`, where there are some.
export function enliven(root) {
  for (const editor of root.querySelectorAll("[data-editor]:not(.live)")) begin(editor);
}

function begin(editor) {
  const field = (name) => editor.querySelector(`[name="picture[${name}]"]`);
  const proof = editor.querySelector(".editor-stage > img");
  const words = editor.dataset;
  const full = { width: Number(words.width), height: Number(words.height) };
  const element = (name, className, parent) => {
    const made = document.createElement(name);
    made.className = className;
    parent.append(made);
    return made;
  };

  const stage = editor.querySelector(".editor-stage");
  const tools = element("div", "editor-tools", stage);
  tools.append(editor.querySelector("[data-tools]").content.cloneNode(true));
  const board = element("div", "editor-board", stage);
  const canvas = element("canvas", "", board);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", proof.alt);
  const frame = element("div", "editor-frame", board);
  frame.tabIndex = 0;
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", `${words.frame}. ${words.frameHint}`);
  frame.title = words.frameHint;
  for (const side of ["nw", "n", "ne", "e", "se", "s", "sw", "w"]) element("i", "", frame).dataset.side = side;
  const size = element("p", "editor-size", stage);
  size.setAttribute("aria-live", "polite");
  editor.classList.add("live");

  // What is done to the picture: turned, then mirrored, then cut, in parts of the turned picture.
  const parts = (name) => Math.round(Number(field(name).value) * (WHOLE / 100));
  let state = {
    turn: Number(field("turn").value),
    mirrored: field("mirrored").checked,
    filter: editor.querySelector('[name="picture[filter]"]:checked')?.value ?? "",
    shape: field("shape").value,
    left: parts("left"),
    top: parts("top"),
    width: parts("width"),
    height: parts("height"),
  };
  const first = { turn: 0, mirrored: false, filter: "", shape: "free", left: 0, top: 0, width: WHOLE, height: WHOLE };
  const past = [];
  const future = [];

  const turned = () => (state.turn % 180 ? { width: full.height, height: full.width } : full);
  // The proportion of the frame's sides in parts, where it is bound to one.
  const bound = () => {
    const { width, height } = turned();
    if (state.shape === "original") return 1;
    return SHAPES[state.shape] ? (SHAPES[state.shape] * height) / width : null;
  };
  const least = (side) => Math.min(WHOLE, Math.ceil((Number(words.least) / Math.max(1, turned()[side])) * WHOLE));

  function set(change, { remember = true } = {}) {
    if (remember) {
      past.push(state);
      future.length = 0;
    }
    state = { ...state, ...change };
    show();
  }

  function show() {
    field("turn").value = TURNS[state.turn / 90];
    field("mirrored").checked = state.mirrored;
    field("shape").value = state.shape;
    for (const radio of editor.querySelectorAll('[name="picture[filter]"]')) radio.checked = radio.value === state.filter;
    for (const name of ["left", "top", "width", "height"]) {
      field(name).value = state[name] / (WHOLE / 100);
      frame.style[name] = `${state[name] / (WHOLE / 100)}%`;
    }
    paint();
    const { width, height } = turned();
    const pixels = (share, of) => Math.round((share * of) / WHOLE);
    const values = { width: pixels(state.width, width), height: pixels(state.height, height) };
    size.textContent = words.kept.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    const tool = (name) => tools.querySelector(`[data-tool="${name}"]`);
    tool("undo").disabled = !past.length;
    tool("redo").disabled = !future.length;
    tool("reset").disabled = Object.keys(first).every((name) => state[name] === first[name]);
  }

  // Until the picture is there its place is as large as it will be, so that nothing moves then.
  function reserve() {
    const { width, height } = turned();
    const scale = Math.min(1, PROOF / Math.max(width, height));
    [canvas.width, canvas.height] = [width, height].map((side) => Math.max(1, Math.round(side * scale)));
  }

  let painted = "";
  function paint() {
    canvas.className = state.filter ? `filter-${state.filter}` : "";
    const wanted = `${state.turn} ${state.mirrored}`;
    if (painted === wanted || !proof.complete || !proof.naturalWidth) return;
    painted = wanted;
    const [width, height] = [proof.naturalWidth, proof.naturalHeight];
    const lies = state.turn % 180 !== 0;
    [canvas.width, canvas.height] = lies ? [height, width] : [width, height];
    const brush = canvas.getContext("2d");
    brush.translate(canvas.width / 2, canvas.height / 2);
    if (state.mirrored) brush.scale(-1, 1);
    brush.rotate((state.turn * Math.PI) / 180);
    brush.drawImage(proof, -width / 2, -height / 2);
  }

  // Keeps the frame within the picture, large enough, and in its shape.
  function fit({ left, top, width, height }) {
    const shape = bound();
    width = Math.min(WHOLE, Math.max(width, least("width")));
    height = Math.min(WHOLE, Math.max(height, least("height")));
    if (shape) {
      height = Math.min(WHOLE, Math.max(width / shape, least("height")));
      width = Math.min(WHOLE, height * shape);
      height = width / shape;
    }
    [width, height] = [Math.round(width), Math.round(height)];
    left = Math.round(Math.min(WHOLE - width, Math.max(0, left)));
    top = Math.round(Math.min(WHOLE - height, Math.max(0, top)));
    return { left, top, width, height };
  }

  // The largest piece of the chosen shape, around the middle of what was kept.
  function reshape() {
    const shape = bound();
    if (!shape) return {};
    const [x, y] = [state.left + state.width / 2, state.top + state.height / 2];
    const width = Math.min(WHOLE, WHOLE * shape);
    return fit({ left: x - width / 2, top: y - width / shape / 2, width, height: width / shape });
  }

  function turn(degrees) {
    const { left, top, width, height } = state;
    const right = degrees === 90;
    const change = {
      // Seen in a mirror, right is left.
      turn: (state.turn + (state.mirrored ? 360 - degrees : degrees)) % 360,
      left: right ? WHOLE - top - height : top,
      top: right ? left : WHOLE - left - width,
      width: height,
      height: width,
    };
    set(change);
    if (bound()) set(reshape(), { remember: false });
  }

  const deeds = {
    left: () => turn(270),
    right: () => turn(90),
    mirror: () => set({ mirrored: !state.mirrored, left: WHOLE - state.left - state.width }),
    undo: () => {
      future.push(state);
      set(past.pop(), { remember: false });
    },
    redo: () => {
      past.push(state);
      set(future.pop(), { remember: false });
    },
    reset: () => set(first),
  };
  tools.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-tool]");
    if (!tool) return;
    deeds[tool.dataset.tool]();
    // A button that has nothing more to do leaves the focus to its neighbour.
    if (tool.disabled) tools.querySelector("button:not(:disabled)")?.focus();
  });
  editor.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (name === "picture[filter]") set({ filter: value });
    if (name === "picture[shape]") {
      set({ shape: value });
      set(reshape(), { remember: false });
    }
  });

  // By hand: the frame is moved, or one of its sides. What began it is one step back.
  frame.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    frame.focus();
    frame.setPointerCapture(event.pointerId);
    const side = event.target.dataset.side ?? "";
    const box = board.getBoundingClientRect();
    const before = state;
    const move = (now) => {
      const x = ((now.clientX - event.clientX) / box.width) * WHOLE;
      const y = ((now.clientY - event.clientY) / box.height) * WHOLE;
      set(side ? pull(before, side, x, y) : fit({ ...before, left: before.left + x, top: before.top + y }), { remember: false });
    };
    const end = () => {
      frame.removeEventListener("pointermove", move);
      if (state === before) return;
      past.push(before);
      future.length = 0;
      show();
    };
    frame.addEventListener("pointermove", move);
    frame.addEventListener("lostpointercapture", end, { once: true });
  });

  // One or two sides of the frame follow; the opposite ones stay where they are.
  function pull(from, side, x, y) {
    let { left, top, width, height } = from;
    const [right, bottom] = [left + width, top + height];
    const shape = bound();
    if (side.includes("e")) width = Math.min(WHOLE - left, width + x);
    if (side.includes("w")) width = Math.min(right, width - x);
    if (side.includes("s")) height = Math.min(WHOLE - top, height + y);
    if (side.includes("n")) height = Math.min(bottom, height - y);
    width = Math.max(width, least("width"));
    height = Math.max(height, least("height"));
    if (shape) {
      if (side === "n" || side === "s") width = height * shape;
      else height = width / shape;
      const room = [side.includes("w") ? right : WHOLE - left, side.includes("n") ? bottom : WHOLE - top];
      const scale = Math.min(1, room[0] / width, room[1] / height);
      [width, height] = [width * scale, height * scale];
    }
    if (side.includes("w")) left = right - width;
    if (side.includes("n")) top = bottom - height;
    return fit({ left, top, width, height });
  }

  frame.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!way || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const step = WHOLE / (event.altKey ? 500 : 50);
    const [x, y] = way.map((direction) => direction * step);
    const { left, top } = state;
    const next = event.shiftKey ? pull(state, x ? "e" : "s", x, y) : fit({ ...state, left: left + x, top: top + y });
    if (Object.keys(next).some((name) => next[name] !== state[name])) set(next);
  });
  editor.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    if (event.shiftKey ? future.length : past.length) deeds[event.shiftKey ? "redo" : "undo"]();
  });

  reserve();
  proof.addEventListener("load", show);
  show();
}

// Opens the editor's page on top of this one. Tells `done` when the picture is made anew.
export async function open(address, opener, done) {
  const answer = await fetch(address).catch(() => null);
  const form = answer?.ok ? formOf(await answer.text()) : null;
  if (!form) return location.assign(address);
  const dialog = document.createElement("dialog");
  dialog.className = "editor-dialog";
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (opener.isConnected) opener.focus();
  });
  fill(dialog, form, done);
  dialog.showModal();
}

function formOf(html) {
  return new DOMParser().parseFromString(html, "text/html").querySelector(".editor-form");
}

function fill(dialog, parsed, done) {
  const form = document.importNode(parsed, true);
  const title = document.createElement("h2");
  title.id = "editor-title";
  title.textContent = form.dataset.title;
  form.prepend(title);
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.replaceChildren(form);
  enliven(dialog);
  form.querySelector("[data-cancel]").addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector("[data-said]");
    const body = new URLSearchParams(new FormData(form, event.submitter));
    body.set("quiet", "on");
    said.classList.remove("unseen");
    said.textContent = form.dataset.working;
    for (const button of form.querySelectorAll(".buttons button")) button.disabled = true;
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (answer?.type === "opaqueredirect") {
      dialog.close();
      done();
      return;
    }
    // What is wrong is said by the form that came back.
    const again = answer && formOf(await answer.text());
    if (again) return fill(dialog, again, done);
    said.textContent = form.dataset.cutOff;
    for (const button of form.querySelectorAll(".buttons button")) button.disabled = false;
  });
}

enliven(document);
