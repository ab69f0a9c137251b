// Signs up, posts, and sees the post at its public address, in a real browser.
//
// Usage: node sign_up.mjs SQUARE MICROBLOG, and on standard input the link of the letter once it came.
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [square, microblog] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const context = await browser.newContext({ locale: "en-GB" });
const page = await context.newPage();
page.setDefaultTimeout(20_000);
const problems = [];
page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
page.on("console", (message) => {
  if (message.type() === "error") problems.push(`console: ${message.text()}`);
});

const expect = (holds, what) => {
  if (!holds) throw new Error(`${what}, at ${page.url()}`);
};

try {
  await page.goto(`${square}/sign-up`);
  await page.fill("#name", "ana");
  await page.fill("#email", "ana@mail.example");
  await page.fill("#password", "lantern-ana-waffle");
  await page.check("#agree");
  await page.click('form[action="/sign-up"] button:not([type=button])');
  await page.waitForURL(`${square}/sign-up/sent`);

  console.log("sent");
  const link = await new Promise((resolve) => createInterface({ input: process.stdin }).once("line", resolve));
  await page.goto(link);
  await page.click('form[action^="/confirm/"] button');

  await page.goto(`${microblog}/posts/new`);
  expect(page.url().startsWith(`${square}/log-in`), "the stall leads to the one log-in");
  await page.fill("#login", "ana");
  await page.fill("#password", "lantern-ana-waffle");
  await page.click('form[action="/log-in"] button:not([type=button])');
  await page.waitForURL(`${microblog}/posts/new`);

  await page.fill("#text", "The lanterns are up. #kermesse");
  await page.click('button[name="action"][value="publish"]');
  await page.waitForURL(/\/@ana\/\d+$/);
  const address = page.url();

  const stranger = await (await browser.newContext()).newPage();
  const answer = await stranger.goto(address);
  expect(answer.status() === 200, "the post has a public address");
  expect(await stranger.getByText("The lanterns are up.").first().isVisible(), "the post is there to be seen");
  expect(problems.length === 0, problems.join("\n"));
  console.log(address);
} finally {
  await browser.close();
}
