// While a picture is on its way, a blur of it stands in its place.
import { decode, isBlurhashValid } from "./blurhash.js";

// A blur is drawn in few pixels and stretched.
const SIDE = 32;

function blur(image) {
  if (image.complete || !isBlurhashValid(image.dataset.blur).result) return;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const brush = canvas.getContext("2d");
  brush.putImageData(new ImageData(decode(image.dataset.blur, SIDE, SIDE), SIDE, SIDE), 0, 0);
  image.style.background = `url(${canvas.toDataURL()}) center / 100% 100% no-repeat`;
  const gone = () => (image.style.background = "");
  image.addEventListener("load", gone, { once: true });
  image.addEventListener("error", gone, { once: true });
}

for (const image of document.querySelectorAll("img[data-blur]")) blur(image);
