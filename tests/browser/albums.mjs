// Puts photos into an album, orders them by drag and by keyboard, and looks at them in a slideshow: with scripts, or without.
//
// Usage: node albums.mjs SQUARE PHOTOS FOLDER scripts|plain, where FOLDER holds 1.jpg to 3.jpg and the member is ana.
import { chromium } from "playwright-core";

const [square, photos, folder, how] = process.argv.slice(2);
const scripts = how === "scripts";
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const problems = [];

const expect = (holds, what, page) => {
  if (!holds) throw new Error(`${what}${page ? `, at ${page.url()}` : ""}`);
};

async function open(reducedMotion) {
  const context = await browser.newContext({ locale: "en-GB", javaScriptEnabled: scripts, reducedMotion });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // A form that is shown again with what is missing is a 422.
    if (message.type() === "error" && !message.text().includes("422")) problems.push(`console: ${message.text()}`);
  });
  return page;
}

// Publishes one picture by itself.
async function publish(page, number) {
  await page.goto(`${photos}/photos/new`);
  await page.setInputFiles("#files", [`${folder}/${number}.jpg`]);
  if (!scripts) await page.click('button[value="attach"]');
  const item = page.locator(".attached [data-item]:not([data-pending])");
  await item.locator("img").first().waitFor();
  await item.locator("textarea").fill(`View ${number}`);
  await page.locator('.photos-form > .buttons button[value="publish"]').click();
  await page.waitForURL(/\/@ana\/\d+$/);
}

const alts = (locator) => locator.evaluateAll((all) => all.map((one) => one.alt).join("|"));

try {
  const ana = await open("no-preference");
  await ana.goto(`${photos}/albums`);
  await ana.fill("#login", "ana");
  await ana.fill("#password", "lantern-ana-waffle");
  await ana.click('form[action="/log-in"] button:not([type=button])');
  await ana.waitForURL(`${photos}/albums`);
  for (const number of [1, 2, 3]) await publish(ana, number);

  await ana.goto(`${photos}/albums`);
  await ana.locator('a[href="/albums/new"]').first().click();
  await ana.fill("#title", "The fair");
  await ana.click('form[action="/albums"] .buttons button');
  await ana.waitForURL(/\/photos\/new$/);
  for (const box of await ana.locator(".album-picks input").all()) await box.check();
  await ana.click(".album-choose button");
  await ana.waitForURL(/\/albums\/\d+$/);
  const address = ana.url();
  expect((await alts(ana.locator(".wall img"))) === "View 1|View 2|View 3", `it shows ${await alts(ana.locator(".wall img"))}`, ana);

  await ana.goto(`${address}/order`);
  const images = ana.locator(".album-photos img");
  // The third goes to the top by keyboard alone.
  for (let place = 2; place > 0; place -= 1) {
    await ana.locator(".album-photos > li").nth(place).locator('button[value^="earlier:"]').focus();
    await ana.keyboard.press("Enter");
    await ana.waitForLoadState();
    await ana.locator(`.album-photos > li:nth-child(${place}) img[alt="View 3"]`).waitFor();
  }
  if (scripts) {
    await ana.getByText("The order is kept.").waitFor();
    // And the first of the others is dragged behind the last.
    await ana.locator(".album-photos > li").nth(1).dragTo(ana.locator(".album-photos > li").nth(2));
    await ana.locator('.album-photos > li:nth-child(3) img[alt="View 1"]').waitFor();
    await ana.getByText("The order is kept.").waitFor();
  } else {
    await ana.locator(".album-photos > li").nth(1).locator('button[value^="later:"]').click();
    await ana.locator('.album-photos > li:nth-child(3) img[alt="View 1"]').waitFor();
  }
  expect((await alts(images)) === "View 3|View 2|View 1", `the order is ${await alts(images)}`, ana);

  for (const motion of ["no-preference", "reduce"]) {
    const page = await open(motion);
    await page.goto(address);
    expect((await alts(page.locator(".wall img"))) === "View 3|View 2|View 1", `others see ${await alts(page.locator(".wall img"))}`, page);
    await page.click("a[data-slideshow]");
    if (!scripts) {
      // Picture after picture, by links.
      await page.waitForURL(/\/photos\/\d+\/1$/);
      for (const view of [3, 2, 1]) {
        await page.getByText(`View ${view}`).first().waitFor();
        if (view > 1) await page.click('.pagination a[rel="next"]');
      }
      expect((await page.locator('.pagination a[rel="next"]').count()) === 0, "the last is the last", page);
      continue;
    }
    await page.locator(".pswp.slideshow").waitFor();
    const words = page.locator(".pswp__words");
    await words.getByText("View 3").waitFor();
    await page.locator(".pswp__slideshow select").selectOption("3");
    await words.getByText("View 2").waitFor();
    await words.getByText("View 1").waitFor();
    await words.getByText("View 3").waitFor();
    // Paused, it stays where the arrows lead.
    await page.locator(".pswp").focus();
    await page.keyboard.press(" ");
    await page.locator(".pswp__slideshow button").getByText("Go on").waitFor();
    await page.keyboard.press("ArrowRight");
    await words.getByText("View 2").waitFor();
    await page.waitForTimeout(3500);
    expect((await words.textContent()) === "View 2", "space pauses", page);
    await page.keyboard.press(" ");
    await words.getByText("View 1").waitFor();
    const moving = await page.locator('.pswp__item[aria-hidden="false"] img').first().evaluate((image) => getComputedStyle(image).animationName);
    expect((moving === "slide-in") === (motion === "no-preference"), `with ${motion} it is ${moving}`, page);
    await page.keyboard.press("Escape");
    await page.locator(".pswp").waitFor({ state: "detached" });
    expect(page.url() === address, "the end leads back to the album", page);
  }
  expect(problems.length === 0, problems.join("\n"));
  console.log(address);
} finally {
  await browser.close();
}
