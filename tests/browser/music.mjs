// Uploads an album, edits a tag, plays it over several pages without a gap, seeks on the wave, shares it with somebody who has no account, puts
// the queue into order, goes on with something long on another device, shows a playlist to a stranger, and judges the pages with axe, light
// and dark, on a phone and on a desk.
//
// Usage: node music.mjs SQUARE MUSIC FOLDER; FOLDER has 1.flac and 2.mp3, of one album called “Lanterns”, and long.mp3 of twelve minutes;
// the member is ana.
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
const own = page;
page.setDefaultTimeout(20_000);
page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));

async function judge(what, page = own) {
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
for (const path of ["/", "/artists", "/playlists", "/favourites", "/"]) {
  const before = await at();
  await page.click(`:is(nav.site, .tabs) a[href="${path}"] >> nth=0`);
  await page.waitForURL(music + path);
  await past(before);
  expect(await page.evaluate(() => window.marked), "the page was left");
  expect(await page.locator(".player.playing").count(), "it plays on");
  if (path !== "/favourites") await judge(path);
  expect(await page.locator("nav.site [aria-current]").count(), "the menu says where one is");
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
// The queue is put into order by hand and by keys; what is played next is chosen on a page; what was emptied comes back.
await page.goto(album);
await page.waitForSelector(".track-play");
await page.click("[data-play-all]");
await page.waitForSelector(".player.playing");
await page.click('[data-do="queue"]');
const queued = () => page.$$eval("[data-line-play]", (lines) => lines.map((line) => line.textContent.split(" · ")[0]));
const inOrder = async (...titles) => expect((await queued()).join() === titles.join(), `${titles} are queued, not ${await queued()}`);
const grip = await page.locator("[data-grip] >> nth=1").boundingBox();
const target = await page.locator("[data-grip] >> nth=0").boundingBox();
await page.mouse.move(grip.x + 5, grip.y + grip.height / 2);
await page.mouse.down();
await page.mouse.move(target.x + 5, target.y + 2, { steps: 8 });
await page.mouse.up();
await inOrder("Two", "First light");
expect((await page.textContent(".player-title a")) === "First light", "the same one plays");
await page.focus("[data-line-down] >> nth=0");
await page.keyboard.press("Enter");
await inOrder("First light", "Two");
const focused = await page.evaluate(() => document.activeElement.closest("li")?.textContent.includes("Two"));
expect(focused, "the focus stays on the line that was moved");
await page.click(".tracks > li:first-child .track-more > summary");
await judge("more");
await page.click(".tracks > li:first-child [data-row-next]");
await inOrder("First light", "First light", "Two");
await page.click("[data-line-remove] >> nth=1");
await inOrder("First light", "Two");
await page.click('[data-do="clear"]');
await page.waitForSelector("[data-cleared]:visible");
await judge("emptied");
await page.keyboard.press("Enter");
await inOrder("First light", "Two");
await page.evaluate(() => document.activeElement.blur());
await page.keyboard.press("?");
await page.waitForSelector(".player-help[open]");
await judge("keys");
await page.keyboard.press("Escape");
await page.waitForSelector(".player-help", { state: "hidden" });

// Something long goes on where it was left: in lists, and on another device. It can be heard faster, and once it is heard begins anew.
await page.goto(`${music}/tracks/new`);
await page.setInputFiles("#files", [`${folder}/long.mp3`]);
await page.check('input[name="visibility"][value="public"]');
await page.selectOption("#licence", "CC-BY-SA-4.0");
await page.click(".music-upload button.button:not([type])");
await page.click(".outcome a[href^='/albums/']");
await page.waitForSelector(".track-play");
const evening = page.url();
expect(await page.locator('.record a[rel~="license"] >> text=CC BY-SA 4.0').count(), "the licence was chosen");
await page.click("[data-play-all]");
await past(0);
const long = await page.locator("[data-wave]").boundingBox();
// Either as it plays there, or at the pause that follows.
const kept = page.waitForResponse((answer) => answer.url().includes("/position") && answer.request().method() === "POST");
await page.mouse.click(long.x + long.width / 2, long.y + long.height / 2);
await past(350);
await page.click('[data-do="toggle"]');
expect((await kept).status() === 204, "where one is, is kept");
await page.waitForSelector("[data-place] >> text=Goes on at 6:0");
const elsewhere = await browser.newContext({ locale: "en-GB", storageState: { cookies: (await context.storageState()).cookies, origins: [] } });
const device = await elsewhere.newPage();
device.on("pageerror", (error) => problems.push(`script: ${error.message}`));
await device.goto(evening);
await device.waitForSelector("[data-place] >> text=Goes on at 6:0");
await judge("left off", device);
await device.click("[data-play-all]");
const now = () => device.$eval("[data-wave]", (wave) => Number(wave.getAttribute("aria-valuenow")));
await device.waitForFunction(() => Number(document.querySelector("[data-wave]").getAttribute("aria-valuenow")) > 350);
await device.click(".player-more > summary");
await device.selectOption("[data-rate]", "2");
const started = [await now(), Date.now()];
await device.waitForTimeout(3000);
const faster = ((await now()) - started[0]) / ((Date.now() - started[1]) / 1000);
expect(faster > 1.5, `it is heard twice as fast, not ${faster} times`);
await device.focus("[data-wave]");
await device.keyboard.press("End");
await device.waitForSelector("[data-place] >> text=Heard");
await page.goto(evening);
await page.waitForSelector("[data-place] >> text=Heard");
await page.click("[data-play-all]");
await past(0);
await page.waitForTimeout(500);
expect((await at()) < 10, "it begins anew");
await page.click('[data-do="toggle"]');

// A playlist is made for everybody, and a stranger plays it.
await page.click(".tracks a[href$='/playlists']");
await page.fill("#title", "For the road");
await page.click("form.card button.button:not([type=button])");
await page.waitForURL(/playlists\/\d+$/);
const list = page.url();
await page.click("details.card:last-of-type > summary");
await judge("playlist");
await page.check("#audience-public");
await page.click("details.card:last-of-type form button.button:not(.danger) >> nth=0");
await page.waitForSelector(".notice");
const strange = await browser.newContext({ locale: "en-GB" });
const stranger = await strange.newPage();
stranger.on("pageerror", (error) => problems.push(`script: ${error.message}`));
await stranger.goto(`${music}/@ana`);
await stranger.click("a[href='/@ana/playlists']");
await judge("playlists of a member", stranger);
await stranger.click("text=For the road");
await stranger.waitForURL(list);
await stranger.click("[data-play-all]");
await stranger.waitForSelector(".player.playing");
await judge("a public playlist", stranger);

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
