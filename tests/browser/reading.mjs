// Looks at pages of the photos stall as those do who read with other means, or slowly: axe finds nothing to mend, light and dark, on a phone
// and on a desk; and nothing moves while pictures arrive.
//
// Usage: node reading.mjs PHOTOS SET, the addresses of the stall and of a set of ana's.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const [photos, set] = process.argv.slice(2);
const picture = `${set}/media/2`;
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const axe = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const problems = [];

const open = ["/discover", "/@ana", "/@ana?replies=true", "/tags/lanterns", "/places?name=Evreux", "/places", "/@ana/portfolio", "/search?q=lantern"];
const own = [
  "/", "/photos/new", "/drafts", "/stories/new", "/albums", "/albums/new", "/notifications", "/direct", "/profile", "/profile/move", "/portfolio",
  "/bookmarks", "/likes", "/lists", "/filters", "/blocks", "/requests", "/search",
];
const pages = {
  stranger: [...open.map((path) => photos + path), set, picture, `${set}/embed`],
  member: [...own.map((path) => photos + path), `${photos}/@ana`, set, picture, `${set}/place`, `${set}/delete`, `${photos}/map`],
};
const screens = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

async function enter(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${photos}/portfolio`);
  await page.fill("#login", "ana");
  await page.fill("#password", "lantern-ana-waffle");
  await page.click('form[action="/log-in"] button:not([type=button])');
  await page.waitForURL(`${photos}/portfolio`);
  // What is shown by hand: a portfolio, and a point on the map, which is put there with a click.
  await page.check("#open");
  await page.check("#dates");
  await page.click(".portfolio-form .buttons button.button");
  await page.locator(".notice.good").waitFor();
  await tiles(page);
  const asked = page.waitForRequest("https://tiles.example/**");
  await page.goto(`${set}/place`);
  await asked;
  await page.fill("#name", "Evreux");
  await page.locator(".map").click({ position: { x: 150, y: 120 } });
  await page.locator(".map-mark").waitFor();
  if (!(await page.inputValue("#latitude"))) problems.push("a click on the map sets no point");
  await page.click("form.placing button.button");
  await page.waitForURL(set);
  await page.goto(`${photos}/map`);
  await page.locator(".map-point").focus();
  await page.keyboard.press("Enter");
  await page.locator(`.map-told a[href="${new URL(set).pathname}"]`).waitFor();
  await page.goto(`${photos}/albums/new`);
  await page.fill("#title", "Lanterns");
  await page.locator("main form button.button").first().click();
  await page.waitForURL(/\/@ana\/albums\/\d+/);
  const [album] = page.url().match(/\/@ana\/albums\/\d+/);
  pages.member.push(...["", "/edit", "/order", "/photos/new"].map((path) => photos + album + path));
  // The editor of a picture, and who has seen a story.
  await page.goto(`${set}/edit`);
  pages.member.push(photos + (await page.locator("[data-edit]").first().getAttribute("data-edit")));
  await page.goto(`${photos}/@ana/stories`);
  pages.member.push(`${page.url()}/onlookers`);
  await page.close();
  return context.storageState();
}

// No test asks a server of tiles: a picture of one dot stands for each.
async function tiles(page) {
  const body = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGO4AAAA0gDR29kOtwAAAABJRU5ErkJggg==", "base64");
  await page.route("https://tiles.example/**", (route) => route.fulfill({ contentType: "image/png", body }));
}

// What axe says of a page.
async function judge(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  for (const { id, help, nodes } of violations) {
    problems.push(`${where}: ${id}: ${help}\n${nodes.map((node) => `    ${node.html}\n      ${node.failureSummary}`).join("\n")}`);
  }
}

// How far things moved, as browsers measure it, while pictures came late and the page was read to its end.
async function steady(context, address, where) {
  const page = await context.newPage();
  await tiles(page);
  await page.route("**/files/**", async (route) => {
    await new Promise((done) => setTimeout(done, 400));
    await route.continue().catch(() => {});
  });
  await page.addInitScript(() => {
    window.moved = [];
    // Whether something can be seen without scrolling anything: what else holds too much, a strip of filters, cuts it off.
    window.isInSight = (element) => {
      let { left, right, top, bottom } = element.getBoundingClientRect();
      for (let around = element.parentElement; around; around = around.parentElement) {
        if (getComputedStyle(around).overflowX === "visible") continue;
        const edge = around.getBoundingClientRect();
        [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      }
      return element.checkVisibility() && bottom >= 0 && top <= innerHeight && right > Math.max(left, 0) && left < Math.min(right, innerWidth);
    };
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) {
        const what = shift.sources.map((source) => source.node?.outerHTML?.slice(0, 120) ?? source.node?.nodeName).join(" | ");
        window.moved.push({ value: shift.value, what });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForLoadState("load");
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top < height; top += 600) {
    await page.evaluate((top) => window.scrollTo(0, top), top);
    await page.waitForFunction(() => [...document.images].every((image) => image.complete || !window.isInSight(image)));
  }
  const moved = await page.evaluate(() => window.moved);
  for (const { value, what } of moved) problems.push(`${where}: moved by ${value}: ${what}`);
  await page.close();
}

try {
  const storageState = await enter(await browser.newContext({ locale: "en-GB" }));
  for (const [who, addresses] of Object.entries(pages)) {
    for (const [screen, viewport] of Object.entries(screens)) {
      const state = who === "member" ? { storageState } : {};
      const context = await browser.newContext({ viewport, locale: "en-GB", reducedMotion: "reduce", ...state });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await tiles(page);
      page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
      for (const address of addresses) {
        const where = `${address}, ${who}, ${screen}`;
        const answer = await page.goto(address, { waitUntil: "load" });
        if (answer.status() !== 200) problems.push(`${where}: ${answer.status()}`);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await judge(page, `${where}, ${colorScheme}`);
        }
        await steady(context, address, where);
      }
      await context.close();
    }
  }
  if (problems.length > 0) throw new Error(`\n${problems.join("\n")}`);
} finally {
  await browser.close();
}
