// Reads QR codes with the camera, at the door: what is read goes into the field of the form, which is sent. Scanning goes on with the
// next page of the same door until it is stopped.
const part = document.querySelector("[data-scan]");
const KEY = "scanning";
// More than this is not needed to read a code, and takes longer.
const WIDEST = 640;

if (part && navigator.mediaDevices) offer(part);

function offer(part) {
  const [begin, end] = part.querySelectorAll("button");
  const video = part.querySelector("video");
  const said = part.querySelector("[role=status]");
  const form = document.getElementById(part.dataset.scan);
  let stream = null;

  async function start() {
    said.textContent = "";
    try {
      const decode = await decoder();
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      await video.play();
      sessionStorage.setItem(KEY, location.pathname);
      show(true);
      look(decode);
    } catch (error) {
      stop();
      said.textContent = error.name === "NotAllowedError" ? part.dataset.refused : part.dataset.none;
    }
  }

  async function look(decode) {
    const text = await decode(video).catch(() => null);
    if (!stream) return;
    const code = text && codeIn(text);
    if (code) {
      form.elements.code.value = code;
      release();
      form.requestSubmit();
      return;
    }
    // What is no code of this door is said, and looked past.
    said.textContent = text ? part.dataset.other : part.dataset.looking;
    setTimeout(() => look(decode), 120);
  }

  function release() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
  }

  function stop() {
    release();
    sessionStorage.removeItem(KEY);
    said.textContent = "";
    show(false);
  }

  function show(on) {
    video.hidden = !on;
    begin.hidden = on;
    end.hidden = !on;
  }

  begin.addEventListener("click", start);
  end.addEventListener("click", stop);
  addEventListener("pagehide", release);
  part.hidden = false;
  show(false);
  const waits = !document.querySelector(".door");
  if (waits && sessionStorage.getItem(KEY) === location.pathname) start();
}

// A code leads to this door.
function codeIn(text) {
  try {
    const url = new URL(text);
    return url.pathname === location.pathname ? url.searchParams.get("code") : null;
  } catch {
    return null;
  }
}

// The browser's own where it has one, else a library.
async function decoder() {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  await import("./jsqr.js");
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDEST / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data ?? null;
  };
}
