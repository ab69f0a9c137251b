// Uploads an album, edits a tag, plays it over three pages without a gap, seeks on the wave, shares it with somebody who has no account,
// and judges the pages with axe, light and dark, on a phone and on a desk.
//
// Usage: node music.mjs SQUARE MUSIC FOLDER; FOLDER has 1.flac and 2.mp3, of one album called “Lanterns”; the member is ana.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const [square, music, folder] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
// A site elsewhere may show what is on this machine: browsers would ask first.
const args = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--disable-features=LocalNetworkAccessChecks"];
const browser = await chromium.launch({ executablePath, args });
const axe = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const problems = [];
const screens = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

const expect = (holds, what) => {
  if (!holds) throw new Error(`${what}, at ${page.url()}`);
};

const context = await browser.newContext({ locale: "en-GB" });
const page = await context.newPage();
const shown = page;
page.setDefaultTimeout(20_000);
page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));

async function judge(what, page = shown) {
  for (const [screen, size] of Object.entries(screens)) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      // Colours fade into one another: they are judged when they have.
      await page.evaluate(() => document.getAnimations().forEach((fading) => fading instanceof CSSTransition && fading.finish()));
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run());
      for (const { id, nodes } of violations) problems.push(`${what}, ${screen}, ${colorScheme}: ${id}: ${nodes[0].html}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) problems.push(`${what}, ${screen}: wider than the screen by ${wide}`);
    }
  }
  await page.setViewportSize(screens.desk);
}

await page.goto(`${square}log-in?site=music&next=/tracks/new`);
await page.fill("#login", "ana");
await page.fill("#password", "lantern-ana-waffle");
await page.click('form[action="/log-in"] button:not([type=button])');
await page.waitForURL(`${music}/tracks/new`);
await judge("upload");

// Two files, each with its outcome; what is no sound is told so.
await page.setInputFiles("#files", [`${folder}/1.flac`, `${folder}/2.mp3`, `${folder}/3.mp3`]);
await page.check('input[name="visibility"][value="public"]');
await page.click(".music-upload button.button:not([type])");
await page.waitForFunction(() => document.querySelectorAll("[data-outcomes] .outcome").length === 3);
expect((await page.locator(".outcome.is-wrong").count()) === 1, "a text is no sound");
problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes("422")));
await page.click(".outcome:not(.is-wrong) a[href^='/albums/']");
await page.waitForSelector(".track-play");
expect((await page.locator("[data-track]").count()) === 2, "both are on the album");
const album = page.url();

// A tag is edited.
await page.click("a[href$='/edit'][href^='/tracks/'] >> nth=0");
await judge("tags");
await page.fill("#title", "First light");
await page.click("form.card button.button:not([type=button])");
await page.waitForURL(album);
await page.waitForSelector(".track-play");
expect(await page.locator("text=First light").count(), "the title is another one");

// It plays on over three pages: the page is the same document, and its time goes on.
await page.click("[data-play-all]");
await page.waitForSelector(".player.playing");
await page.evaluate(() => (window.marked = true));
const at = () => page.$eval("[data-wave]", (wave) => Number(wave.getAttribute("aria-valuenow")));
const past = (second) => page.waitForFunction((second) => Number(document.querySelector("[data-wave]").getAttribute("aria-valuenow")) > second, second);
await past(0);
await judge("album");
for (const path of ["/artists", "/favourites", "/"]) {
  const before = await at();
  await page.click(`nav.site a[href="${path}"]`);
  await page.waitForURL(music + path);
  await past(before);
  expect(await page.evaluate(() => window.marked), "the page was left");
  expect(await page.locator(".player.playing").count(), "it plays on");
  if (path !== "/favourites") await judge(path);
}
await page.click('[data-do="queue"]');
await judge("queue");

// What is sung is unfolded by keys, follows what plays, and leads there; where nobody knows the words there is nothing to unfold.
await page.focus('[data-do="lyrics"]');
await page.keyboard.press("Enter");
await page.waitForSelector("[data-sheet] [aria-current] >> text=The lanterns are lit");
expect(await page.locator("[data-queue]").isHidden(), "one thing at a time is unfolded");
await judge("lyrics");
await page.focus("[data-sheet] button >> nth=1");
await page.keyboard.press("Enter");
await page.waitForSelector("[data-sheet] [aria-current] >> text=They burn low");
await past(29);
await page.keyboard.press("Escape");
expect(await page.locator("[data-lyrics-panel]").isHidden(), "it is folded again");
expect(await page.evaluate(() => document.activeElement.dataset.do === "lyrics"), "its key has the focus again");

// Sought on the wave, by keys and by the mouse.
const before = await at();
await page.focus("[data-wave]");
await page.keyboard.press("ArrowRight");
await past(before + 3);
const box = await page.locator("[data-wave]").boundingBox();
await page.mouse.click(box.x + box.width * 0.75, box.y + box.height / 2);
await past(40);
await page.click('[data-do="toggle"]');
await page.waitForSelector(".player:not(.playing)");
const told = page.waitForResponse((answer) => answer.url().endsWith("/playing") && answer.request().method() === "POST");
await page.click('[data-do="next"]');
await page.waitForSelector(".player.playing");
await page.waitForSelector('[data-do="lyrics"]', { state: "hidden" });
await page.click('[data-do="toggle"]');

// What plays is seen by those whom one wants to see it.
expect((await told).status() === 204, "it is told what plays");
await page.goto(`${music}/playing`);
expect(await page.locator(".listener >> text=Two").count(), "one sees oneself");
await page.check("#shown-everybody");
await page.click('form[action^="/playing"] button.button');
await page.waitForSelector(".notice");
expect(await page.isChecked("#shown-everybody"), "it is kept");
await page.goto(`${music}/@ana`);
expect(await page.locator(".profile-note >> text=Two").count(), "the profile says so");
await page.goto(`${music}/playing`);
await judge("playing");

// The album is said to be a live EP, and shared with somebody who has no account, as long as that is wanted.
await page.goto(`${album}/edit`);
await page.selectOption("#kind", "ep");
await page.check("#kind-live");
await judge("edit album");
await page.click("form.card button.button:not([type=button])");
await page.waitForURL(album);
expect(await page.locator(".record-facts >> text=EP · Live").count(), "it is a live EP");
await page.click(".record .credits a >> nth=0");
await page.waitForSelector("h2 >> text=EPs and singles");
await judge("artist");
await page.goto(album);
await page.click("a[href^='/shares/new']");
await judge("share form");
await page.fill("#description", "For Zoe");
await page.click("form.card button.button:not([type=button])");
await page.waitForURL(`${music}/shares`);
await judge("shares");
await page.click("[data-copies]");
await page.waitForSelector("[data-copied] >> text=copied", { state: "attached" });
const address = await page.inputValue(".given-address input");
const guest = await (await browser.newContext({ locale: "en-GB" })).newPage();
guest.setDefaultTimeout(20_000);
guest.on("pageerror", (error) => problems.push(`script of a guest: ${error.message}`));
expect((await guest.goto(address)).ok(), "the address opens");
expect((await guest.getAttribute('meta[name="robots"]', "content")) === "noindex", "it is not to be found");
await judge("share", guest);
const voice = guest.locator("audio");
const sounds = async (title) => {
  await guest.locator(`.frame-turns [aria-current] >> text=${title}`).waitFor();
  await voice.evaluate((voice) => new Promise((heard) => voice.addEventListener("timeupdate", () => voice.currentTime > 0.3 && heard())));
};
await voice.evaluate((voice) => voice.play());
await sounds("First light");
await voice.evaluate((voice) => (voice.currentTime = voice.duration - 0.5));
await sounds("Two");
await page.click(".given details.confirm > summary");
await page.click(".given details.confirm button.danger");
await page.waitForSelector("text=You share nothing");
await judge("no shares");
expect((await guest.goto(address)).status() === 410, "the address opens nothing any more");
await judge("share that ended", guest);

// Another site shows the album within a page of its own: it plays there, and the next track follows.
const { html } = await page.evaluate((url) => fetch(url).then((answer) => answer.json()), `/oembed?url=${encodeURIComponent(album)}`);
const site = "http://elsewhere.example/";
await page.route(site, (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><title>Elsewhere</title>${html}` }));
await page.goto(site);
const within = page.frameLocator("iframe");
const plays = async (title) => {
  await within.locator(`.frame-turns [aria-current] >> text=${title}`).waitFor();
  await within.locator("audio").evaluate((voice) => new Promise((heard) => voice.addEventListener("timeupdate", () => voice.currentTime > 0.3 && heard())));
};
await within.locator("audio").evaluate((voice) => voice.play());
await plays("First light");
await within.locator("audio").evaluate((voice) => (voice.currentTime = voice.duration - 0.5));
await plays("Two");
await browser.close();
if (problems.length) {
  console.error([...new Set(problems)].join("\n"));
  process.exit(1);
}
