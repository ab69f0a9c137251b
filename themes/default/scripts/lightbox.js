// Pictures open on top of the page: arrows, swipe and zoom. Each has its own address all the same, so that it can be shared and the
// browser's back button closes it.
const LISTS = ".gallery, [data-album]";

document.addEventListener("click", (event) => {
  const link = event.target.closest(`:is(${LISTS}) a[data-picture]`);
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const links = pictures(link.closest(LISTS));
  if (!links.includes(link)) return;
  event.preventDefault();
  show(links, links.indexOf(link)).catch(() => location.assign(link.href));
});

function size(link) {
  const image = link.querySelector("img");
  const [width, height] = [Number(image?.getAttribute("width")), Number(image?.getAttribute("height"))];
  return width > 0 && height > 0 && { width, height };
}

// The pictures of a list. Where sizes are not known nothing could be laid out: the picture's page does that.
export function pictures(list) {
  return [...list.querySelectorAll("a[data-picture]")].filter((one) => size(one));
}

function source(link) {
  const image = link.querySelector("img");
  return {
    src: link.dataset.picture,
    srcset: [image.srcset, `${link.dataset.picture} ${size(link).width}w`].filter(Boolean).join(", "),
    msrc: image.currentSrc || image.src,
    alt: image.alt,
    element: link,
    ...size(link),
  };
}

// Shows the pictures of these links, one of them first. `prepare` is given the box before it is opened.
export async function show(links, index, prepare) {
  const { default: PhotoSwipe } = await import("./photoswipe.js");
  const words = document.documentElement.dataset;
  const dataSource = links.map(source);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const box = new PhotoSwipe({
    dataSource,
    index,
    bgOpacity: 0.94,
    loop: false,
    showHideAnimationType: still ? "none" : "zoom",
    zoomAnimationDuration: still ? 0 : undefined,
    returnFocus: true,
    closeTitle: words.close,
    zoomTitle: words.zoom,
    arrowPrevTitle: words.previous,
    arrowNextTitle: words.next,
    errorMsg: words.broken,
  });

  box.on("uiRegister", () => {
    box.ui.registerElement({
      name: "words",
      appendTo: "root",
      onInit: (element) => {
        element.setAttribute("aria-live", "polite");
        box.on("change", () => (element.textContent = box.currSlide.data.alt));
      },
    });
    box.ui.registerElement({
      name: "about",
      order: 8,
      isButton: true,
      tagName: "a",
      title: words.about,
      html: '<span aria-hidden="true">i</span>',
      onInit: (element) => box.on("change", () => (element.href = links[box.currIndex].href)),
    });
  });

  // The page's address follows what is shown.
  const page = location.href;
  let closing = false;
  const back = () => {
    closing = true;
    box.close();
  };
  box.on("bindEvents", () => {
    history.pushState({ picture: true }, "", links[index].href);
    addEventListener("popstate", back);
  });
  box.on("change", () => history.state?.picture && history.replaceState({ picture: true }, "", links[box.currIndex].href));
  box.on("close", () => {
    removeEventListener("popstate", back);
    if (closing || !history.state?.picture) return;
    history.replaceState(null, "", page);
  });
  box.on("keydown", ({ originalEvent: key }) => {
    if (key.key === "f" && !key.ctrlKey && !key.metaKey) {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen?.();
    }
  });
  // Further pictures behind the last.
  box.more = (further) => {
    links.push(...further);
    // They are not on the page: nothing shrinks back onto them.
    dataSource.push(...further.map((link) => ({ ...source(link), element: undefined })));
  };
  prepare?.(box);
  box.init();
  return box;
}
