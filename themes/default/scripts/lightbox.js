// Pictures open on top of the page: arrows, swipe and zoom. Each has its own address all the same, so that it can be shared and the
// browser's back button closes it.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".gallery a[data-picture]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  // Where sizes are not known nothing could be laid out: the picture's page does that.
  const links = [...link.closest(".gallery").querySelectorAll("a[data-picture]")].filter((one) => size(one));
  if (!links.includes(link)) return;
  event.preventDefault();
  open(links, links.indexOf(link)).catch(() => location.assign(link.href));
});

function size(link) {
  const image = link.querySelector("img");
  const [width, height] = [Number(image?.getAttribute("width")), Number(image?.getAttribute("height"))];
  return width > 0 && height > 0 && { width, height };
}

async function open(links, index) {
  const { default: PhotoSwipe } = await import("./photoswipe.js");
  const words = document.documentElement.dataset;
  const image = (link) => link.querySelector("img");
  const dataSource = links.map((link) => ({
    src: link.dataset.picture,
    srcset: [image(link).srcset, `${link.dataset.picture} ${size(link).width}w`].filter(Boolean).join(", "),
    msrc: image(link).currentSrc || image(link).src,
    alt: image(link).alt,
    element: link,
    ...size(link),
  }));
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
  box.init();
}
