// Puts five photos in order by keyboard, describes them, keeps them as a draft, publishes them from there into a new album, looks at
// them in the lightbox, and has another member comment: with scripts, or without.
//
// Usage: node photos.mjs SQUARE PHOTOS FOLDER scripts|plain, where FOLDER holds 1.jpg to 5.jpg and the members are ana and bob.
import { stat } from "node:fs/promises";
import { chromium } from "playwright-core";

const [square, photos, folder, how] = process.argv.slice(2);
const scripts = how === "scripts";
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const problems = [];
const files = [1, 2, 3, 4, 5].map((number) => `${folder}/${number}.jpg`);

const expect = (holds, what, page) => {
  if (!holds) throw new Error(`${what}${page ? `, at ${page.url()}` : ""}`);
};

async function enter(name) {
  const context = await browser.newContext({ locale: "en-GB", javaScriptEnabled: scripts });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // A form that is shown again with what is missing is a 422.
    if (message.type() === "error" && !message.text().includes("422")) problems.push(`console: ${message.text()}`);
  });
  await page.goto(`${photos}/photos/new`);
  await page.fill("#login", name);
  await page.fill("#password", `lantern-${[...name].reverse().join("")}-waffle`);
  await page.click('form[action="/log-in"] button:not([type=button])');
  await page.waitForURL(`${photos}/photos/new`);
  return page;
}

// What is written beside each picture, in the order of the form.
const described = (page) => page.locator(".attached [data-item] textarea").evaluateAll((all) => all.map((one) => one.value));

try {
  const ana = await enter("ana");
  if (scripts) {
    await ana.setInputFiles("#files", files);
  } else {
    await ana.setInputFiles("#files", files.slice(0, 3));
    await ana.click('button[value="attach"]');
    await ana.setInputFiles("#files", files.slice(3));
    await ana.click('button[value="attach"]');
  }
  const items = ana.locator(".attached [data-item]:not([data-pending]) img");
  await items.nth(4).waitFor();
  const areas = ana.locator(".attached [data-item] textarea");
  for (let place = 0; place < 4; place += 1) await areas.nth(place).fill(`View ${place + 1}`);

  // The fifth goes to the top, by keyboard alone.
  const up = () => ana.locator(".attached [data-item]").filter({ has: ana.locator("textarea:not(:disabled)") });
  for (let place = 4; place > 0; place -= 1) {
    await up().nth(place).locator('button[value^="up:"]').focus();
    await ana.keyboard.press("Enter");
    await ana.waitForLoadState();
    await ana.locator(".attached [data-item]").nth(4).waitFor();
  }
  const order = (await described(ana)).join("|");
  expect(order === "|View 1|View 2|View 3|View 4", `the order is ${order}`, ana);

  await ana.fill("#text", "Five views of the square. #kermesse");
  await ana.fill("#place", "Place des Tilleuls");
  await ana.locator("details", { has: ana.locator("#album_title") }).locator("summary").click();
  await ana.fill("#album_title", "The square");

  // A draft is shown with its pictures, and gives everything back.
  await ana.click('.photos-form button[value="draft"]');
  await ana.waitForURL(`${photos}/drafts`);
  expect((await ana.locator(".draft-pictures img").count()) === 5, "the draft shows its pictures", ana);
  await ana.click('.draft a[href*="?draft="]');
  await items.nth(4).waitFor();
  const again = (await described(ana)).join("|");
  expect(again === order, `the draft has ${again}`, ana);
  for (const [field, value] of [["#text", "Five views of the square. #kermesse"], ["#place", "Place des Tilleuls"], ["#album_title", "The square"]]) {
    expect((await ana.inputValue(field)) === value, `${field} is ${await ana.inputValue(field)}`, ana);
  }
  await ana.locator('.photos-form > .buttons button[value="publish"]').click();
  await ana.getByText("has no description").first().waitFor();
  await areas.nth(0).fill("View 5, the first now");
  await ana.locator('.photos-form > .buttons button[value="publish"]').click();
  await ana.waitForURL(/\/@ana\/\d+$/);
  const address = ana.url();
  const shown = await ana.locator(".card.alone .gallery img").evaluateAll((all) => all.map((one) => one.alt));
  expect(shown.join("|") === "View 5, the first now|View 1|View 2|View 3|View 4", `shown are ${shown}`, ana);

  const [download] = await Promise.all([ana.waitForEvent("download"), ana.click('a[href$="/media.zip"]')]);
  expect(/^ana-\d+\.zip$/.test(download.suggestedFilename()), `it is called ${download.suggestedFilename()}`, ana);
  expect((await stat(await download.path())).size > 100_000, "the pictures are in it", ana);

  await ana.goto(`${photos}/albums`);
  await ana.getByText("The square").first().click();
  await ana.waitForURL(/\/albums\/\d+$/);
  expect((await ana.locator(".wall img").count()) > 0, "the album was made with them", ana);

  const bob = await enter("bob");
  await bob.goto(address);
  await bob.locator(".card.alone .gallery a").first().click();
  await bob.waitForURL(/\/media\/1$/);
  if (scripts) {
    await bob.locator(".pswp--open").waitFor();
    await bob.getByText("View 5, the first now").last().waitFor();
    await bob.keyboard.press("ArrowRight");
    await bob.waitForURL(/\/media\/2$/);
    await bob.goBack();
    await bob.locator(".pswp").waitFor({ state: "detached" });
    expect(bob.url() === address, "back closes the lightbox", bob);
  } else {
    await bob.click('a[rel="next"]');
    await bob.waitForURL(/\/media\/2$/);
    await bob.goto(address);
  }
  await bob.fill("#text", "The second one, please, on the wall.");
  await bob.locator("form.answer button.button:not(.quiet)").click();
  await bob.getByText("on the wall").first().waitFor();
  await ana.goto(`${photos}/notifications`);
  await ana.getByText("on the wall").first().waitFor();
  await ana.goto(`${photos}/@ana`);
  expect((await ana.locator(".wall img").count()) === 1, "the profile shows the set by its first picture", ana);
  const stranger = await (await browser.newContext({ javaScriptEnabled: scripts })).newPage();
  await stranger.goto(`${photos}/places?name=place%20des%20tilleuls`);
  expect((await stranger.locator(".wall img").count()) === 1, "the place shows it too", stranger);
  expect(problems.length === 0, problems.join("\n"));
  console.log(address);
} finally {
  await browser.close();
}
