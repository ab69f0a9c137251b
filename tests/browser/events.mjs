// Publishes a workshop that takes place every week, on the spot and online, with a picture; finds it in the views of the calendar, and
// judges these with axe, light and dark, on a phone and on a desk: with scripts, or without.
//
// Usage: node events.mjs EVENTS PICTURE scripts|plain; the members are ana and bob.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const [events, picture, how] = process.argv.slice(2);
const scripts = how === "scripts";
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const axe = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const problems = [];
const screens = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

const expect = (holds, what, page) => {
  if (!holds) throw new Error(`${what}${page ? `, at ${page.url()}` : ""}`);
};

async function enter(name, path) {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Paris", javaScriptEnabled: scripts });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // A form that is shown again with what is missing is a 422.
    if (message.type() === "error" && !message.text().includes("422")) problems.push(`console: ${message.text()}`);
  });
  await page.goto(events + path);
  await page.fill("#login", name);
  await page.fill("#password", `lantern-${name}-waffle`);
  await page.click('form[action="/log-in"] button:not([type=button])');
  await page.waitForURL(events + path);
  return page;
}

async function judge(page, path) {
  if (!scripts) return;
  for (const [screen, viewport] of Object.entries(screens)) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run());
      for (const violation of violations) {
        const where = violation.nodes.map((node) => node.target.join(" ")).join(", ");
        problems.push(`axe: ${path} ${screen} ${colorScheme}: ${violation.id} at ${where}`);
      }
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wider > 0) problems.push(`${path} is ${wider} px wider than the ${screen}`);
    }
  }
  await page.setViewportSize(screens.desk);
}

try {
  const ana = await enter("ana", "/events/new");
  // Tomorrow, so that it is in the week or month that is shown next at the latest.
  const day = new Date(Date.now() + 864e5).toISOString().slice(0, 10);
  if (scripts) expect((await ana.inputValue("#zone")) === "Europe/Paris", "the zone of the device is not offered", ana);
  else await ana.selectOption("#zone", "Europe/Paris");
  // What is wrong is said beside its field, and nothing that was filled in is lost.
  await ana.fill("#title", "Repair café");
  await ana.fill("#starts_at", `${day}T19:00`);
  await ana.fill("#ends_at", `${day}T18:00`);
  await ana.selectOption('[name="repeat[how]"]', "weeks");
  await ana.fill('[name="repeat[times]"]', "3");
  await ana.fill("#place", "Town hall");
  await ana.fill("#locality", "Quimper");
  await ana.fill("#online_url", "https://meet.example/repair");
  await ana.locator("#pictures > summary").click();
  await ana.setInputFiles("#files", picture);
  const publish = '.events-form > .buttons button[value="publish"]';
  await ana.click(publish);
  await ana.locator("#ends_at-error").waitFor();
  expect((await ana.inputValue("#place")) === "Town hall", "the place was lost", ana);
  expect((await ana.locator(".attached img").count()) === 1, "the picture was lost", ana);
  await ana.fill(".attached textarea", "A toaster, open");
  await ana.fill("#ends_at", `${day}T22:00`);
  await ana.click(publish);
  await ana.waitForURL(/\/@ana\/\d+$/);
  const event = ana.url();
  const card = ana.locator("article.alone");
  expect((await card.innerText()).includes("19:00–22:00"), "it does not say when it takes place", ana);
  expect((await card.locator('a[href="https://meet.example/repair"]').count()) === 1, "it is not online", ana);
  expect((await card.locator('img[alt="A toaster, open"]').count()) === 1, "the picture is not there", ana);

  await ana.goto(`${events}/month/${day.slice(0, 7)}`);
  expect((await ana.locator(`.calendar a:has-text("Repair café")`).count()) >= 1, "the month does not show it", ana);
  await ana.goto(`${events}/week/${day}`);
  expect((await ana.locator(`.calendar li:has-text("19:00 Repair café")`).count()) === 1, "the week does not show it once", ana);
  await ana.goto(`${event}/dates`);
  expect((await ana.locator(".dates li").count()) === 3, "there are not three dates", ana);
  await ana.goto(`${events}/?online=yes&category=GAMES`);
  expect((await ana.locator("article").count()) === 0, "the category is not heeded", ana);
  await ana.goto(`${events}/?online=yes`);
  expect((await ana.locator("article").count()) === 3, "what is online is not found", ana);

  // One date is called otherwise, the others keep their names.
  await ana.goto(`${events}/events/new?edit=${event.split("/").pop()}`);
  await ana.fill("#title", "Repair party");
  await ana.click(publish);
  await ana.waitForURL(event);
  await ana.goto(events);
  expect((await ana.locator('h2:has-text("Repair party")').count()) === 1, "the date was not changed", ana);
  expect((await ana.locator('h2:has-text("Repair café")').count()) === 2, "the other dates were changed too", ana);

  for (const path of ["/", "/past", `/month/${day.slice(0, 7)}`, `/week/${day}`, "/events/new", "/groups", "/groups/new"]) {
    await judge(ana, events + path);
  }
  for (const path of [event, `${event}/dates`]) await judge(ana, path);

  if (problems.length > 0) throw new Error(problems.join("\n"));
} finally {
  await browser.close();
}
