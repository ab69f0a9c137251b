// Edits a photo by hand and by keyboard before it is published, and makes it what it was after: with scripts, or without. With
// scripts it also holds what browsers preview against what the server makes.
//
// Usage: node editing.mjs SQUARE PHOTOS FILE scripts|plain, where FILE is a PNG of 320 × 200 pixels and the member is ana.
import { chromium } from "playwright-core";

const [square, photos, file, how] = process.argv.slice(2);
const scripts = how === "scripts";
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const problems = [];

const expect = (holds, what, page) => {
  if (!holds) throw new Error(`${what}${page ? `, at ${page.url()}` : ""}`);
};

async function enter() {
  const context = await browser.newContext({ locale: "en-GB", javaScriptEnabled: scripts, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // A form that is shown again with what is wrong is a 422.
    if (message.type() === "error" && !message.text().includes("422")) problems.push(`console: ${message.text()}`);
  });
  await page.goto(`${photos}/photos/new`);
  await page.fill("#login", "ana");
  await page.fill("#password", `lantern-${[..."ana"].reverse().join("")}-waffle`);
  await page.click('form[action="/log-in"] button:not([type=button])');
  await page.waitForURL(`${photos}/photos/new`);
  return page;
}

// The size of what others see, as its file says: a PNG has it in its first chunk.
async function size(page, id) {
  const fresh = await page.context().newPage();
  const answer = await fresh.goto(`${photos}/files/${id}?fresh=${Math.random()}`);
  const bytes = await answer.body();
  await fresh.close();
  expect(bytes.toString("latin1", 1, 4) === "PNG", `${answer.headers()["content-type"]} is no PNG`);
  return `${bytes.readUInt32BE(16)}×${bytes.readUInt32BE(20)}`;
}

try {
  const page = await enter();
  await page.setInputFiles("#files", file);
  if (!scripts) await page.click('button[value="attach"]');
  const item = page.locator(".attached [data-item]:not([data-pending])").filter({ has: page.locator("img") });
  await item.waitFor();
  const id = await item.getAttribute("data-item");
  expect((await size(page, id)) === "320×200", `it came as ${await size(page, id)}`, page);
  await item.locator("textarea").fill("Stripes");
  const edit = item.locator('button[value^="edit:"]');

  if (scripts) {
    await edit.focus();
    await page.keyboard.press("Enter");
    const dialog = page.locator("dialog.editor-dialog");
    await dialog.waitFor();
    const value = (name) => dialog.locator(`[name="picture[${name}]"]`).inputValue();
    const kept = () => dialog.locator(".editor-size").textContent();
    await dialog.locator('[data-tool="right"]').click();
    expect((await value("turn")) === "90" && (await kept()).includes("200 × 320"), `turned: ${await kept()}`, page);
    await dialog.locator('select[name="picture[shape]"]').selectOption("1-1");
    expect((await kept()).includes("200 × 200"), `a square: ${await kept()}`, page);
    await dialog.locator('[data-tool="undo"]').click();
    await dialog.locator('[data-tool="redo"]').click();
    await dialog.locator(".editor-frame").focus();
    const top = Number(await value("top"));
    await page.keyboard.press("ArrowUp");
    expect(Math.abs(Number(await value("top")) - top + 2) < 0.01, "the frame goes up by two percent", page);
    await page.keyboard.press("Shift+ArrowLeft");
    expect(Math.abs(Number(await value("width")) - 98) < 0.01, `its side follows: ${await value("width")}`, page);
    expect(Math.abs(Number(await value("height")) - 61.25) < 0.01, `it stays a square: ${await value("height")}`, page);
    // By hand: the lower right corner is pulled up, far beyond the least size.
    await dialog.locator('.editor-frame [data-side="se"]').scrollIntoViewIfNeeded();
    const corner = await dialog.locator('.editor-frame [data-side="se"]').boundingBox();
    await page.mouse.move(corner.x + corner.width / 2, corner.y + corner.height / 2);
    await page.mouse.down();
    await page.mouse.move(5, 5, { steps: 4 });
    await page.mouse.up();
    expect((await kept()).includes("64 × 64"), `no less than the least: ${await kept()}`, page);
    await page.keyboard.press("Control+z");
    expect(Math.abs(Number(await value("width")) - 98) < 0.01, "one pull is one step back", page);
    await dialog.locator('.filter-choice input[value="noir"]').check();
    const look = await dialog.locator(".editor-board canvas").evaluate((canvas) => getComputedStyle(canvas).filter);
    expect(look.startsWith("grayscale(1) contrast("), `previewed as ${look}`, page);
    await dialog.locator("[data-done]").click();
    await dialog.waitFor({ state: "detached" });
    await page.waitForFunction((id) => document.activeElement?.value === `edit:${id}`, id);
  } else {
    await edit.click();
    await page.selectOption('[name="picture[turn]"]', "90");
    await page.selectOption('[name="picture[shape]"]', "1-1");
    await page.fill('[name="picture[width]"]', "98");
    await page.locator('.filter-choice input[value="noir"]').check();
    await page.click('button[value^="develop:"]');
    await page.locator(".attached-editor").waitFor({ state: "detached" });
  }
  expect((await size(page, id)) === "196×196", `cut to ${await size(page, id)}`, page);
  expect((await item.locator("textarea").inputValue()) === "Stripes", "what was written stays", page);
  await page.locator('.photos-form > .buttons button[value="publish"]').click();
  await page.waitForURL(/\/@ana\/\d+$/);
  const object = page.url().split("/").pop();

  // Published, it becomes again what it was.
  await page.goto(`${photos}/photos/new?edit=${object}`);
  await edit.click();
  if (scripts) {
    await page.getByText("Others see this picture already").waitFor();
    await page.locator('dialog button[name="original"]').click();
    await page.locator("dialog").waitFor({ state: "detached" });
  } else {
    await page.click('button[value^="undo:"]');
    await page.locator(".attached-editor").waitFor({ state: "detached" });
  }
  expect((await size(page, id)) === "320×200", `undone it is ${await size(page, id)}`, page);

  if (scripts) {
    await page.goto(`${photos}/pictures/${id}/edit`);
    const differences = await page.evaluate(compare, id);
    for (const [filter, difference] of Object.entries(differences)) {
      expect(difference <= 3, `${filter}: what is previewed and what is made differ by ${difference} of 255`);
    }
    expect(Object.keys(differences).length === 12, `a dozen filters: ${Object.keys(differences)}`);
  }
  expect(problems.length === 0, problems.join("\n"));
} finally {
  await browser.close();
}

// By how much the most different pixel differs, for each filter: as the browser paints it from the original, and as the server
// made it.
async function compare(id) {
  const load = async () => createImageBitmap(await (await fetch(`/files/${id}?fresh=${Math.random()}`)).blob());
  const pixels = (picture, filter) => {
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const brush = canvas.getContext("2d");
    brush.filter = filter;
    brush.drawImage(picture, 0, 0);
    return brush.getImageData(0, 0, picture.width, picture.height).data;
  };
  const original = await load();
  const form = document.querySelector(".editor-form");
  const found = {};
  for (const radio of form.querySelectorAll('[name="picture[filter]"]')) {
    if (!radio.value) continue;
    const css = getComputedStyle(radio.parentElement.querySelector("img")).filter;
    const body = new URLSearchParams({ csrf: form.elements.csrf.value, "picture[filter]": radio.value });
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok) throw new Error(`${radio.value}: ${answer.status}`);
    const [previewed, made] = [pixels(original, css), pixels(await load(), "none")];
    if (previewed.length !== made.length) throw new Error(`${radio.value}: another size`);
    let most = 0;
    for (let at = 0; at < made.length; at += 1) most = Math.max(most, Math.abs(made[at] - previewed[at]));
    found[radio.value] = most;
  }
  return found;
}
