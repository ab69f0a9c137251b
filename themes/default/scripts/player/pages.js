// Pages of the stall are changed without leaving them while something plays, so that it plays on. Pages that need other scripts, and
// those of other sites, are opened as ever.
const SIMPLE = [
  /^\/(artists|channels|favourites|find|history|playlists|podcasts|radio|stations)?$/,
  /^\/(albums|artists|playlists|podcasts)\/\d+$/,
  /^\/tracks\/\d+\/lyrics$/,
  /^\/@[^/]+\/(albums|playlists)$/,
];

export async function stayOn(bar, onPage) {
  const { config, session } = await import("../turbo.js");
  config.drive.progressBarDelay = 24 * 3600 * 1000;
  session.drive = true;
  config.forms.mode = "off";
  document.addEventListener("turbo:click", (event) => {
    const { pathname } = new URL(event.detail.url);
    if (!SIMPLE.some((simple) => simple.test(pathname))) event.preventDefault();
  });
  // The player goes along; it is no part of what is kept of a page.
  document.addEventListener("turbo:before-cache", () => bar.remove());
  document.addEventListener("turbo:before-render", (event) => event.detail.newBody.append(bar));
  document.addEventListener("turbo:render", () => bar.isConnected || document.body.append(bar));
  document.addEventListener("turbo:load", () => {
    if (!bar.isConnected) document.body.append(bar);
    onPage();
  });
  document.addEventListener("turbo:visit", () => {
    document.addEventListener("turbo:load", () => document.getElementById("main")?.focus({ preventScroll: true }), { once: true });
  });
}
