// Publishes a workshop that takes place every week, on the spot and online, with a picture and a point on the map; finds it in the views
// of the calendar and on the map; takes part as a member, and by mail as a guest; has the guest's code read at the door. Judges the pages
// with axe, light and dark, on a phone and on a desk. With scripts, or without: then codes are typed.
//
// Usage: node events.mjs EVENTS FOLDER scripts|plain; FOLDER has 1.jpg; the members are ana and bob. Says `sent` when the guest has asked
// for a letter, whose link comes by standard input.
import { readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { chromium } from "playwright-core";

const [events, folder, how] = process.argv.slice(2);
const scripts = how === "scripts";
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const axe = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const problems = [];
const screens = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };
// Tomorrow, so that it is in the week or month that is shown next at the latest.
const day = new Date(Date.now() + 864e5).toISOString().slice(0, 10);
const month = `/month/${day.slice(0, 7)}`;

const expect = (holds, what, page) => {
  if (!holds) throw new Error(`${what}${page ? `, at ${page.url()}` : ""}`);
};

async function stranger(from = browser) {
  const context = await from.newContext({ locale: "en-GB", timezoneId: "Europe/Paris", javaScriptEnabled: scripts });
  // No test asks a server of tiles: a picture of one dot stands for each.
  const body = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGO4AAAA0gDR29kOtwAAAABJRU5ErkJggg==", "base64");
  await context.route("https://tiles.example/**", (route) => route.fulfill({ contentType: "image/png", body }));
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // A form that is shown again with what is missing is a 422.
    if (message.type() === "error" && !message.text().includes("422")) problems.push(`console: ${message.text()}`);
  });
  return page;
}

async function enter(name, path, from = browser) {
  const page = await stranger(from);
  await page.goto(events + path);
  await page.fill("#login", name);
  await page.fill("#password", `lantern-${name}-waffle`);
  await page.click('form[action="/log-in"] button:not([type=button])');
  await page.waitForURL(events + path);
  return page;
}

async function judge(page, paths) {
  for (const path of scripts ? paths : []) {
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
  }
  await page.setViewportSize(screens.desk);
}

const publish = '.events-form > .buttons button[value="publish"]';

async function publishes(ana) {
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
  await ana.locator(".on-map > summary").click();
  if (scripts) await ana.locator(".map").click({ position: { x: 150, y: 120 } });
  await ana.fill("#latitude", "47.9960");
  await ana.fill("#longitude", "-4.1024");
  await ana.fill("#online_url", "https://meet.example/repair");
  await ana.locator('summary:has-text("Taking part")').click();
  await ana.check("#anonymous");
  await ana.locator("#pictures > summary").click();
  await ana.setInputFiles("#files", `${folder}/1.jpg`);
  await ana.click(publish);
  await ana.locator("#ends_at-error").waitFor();
  expect((await ana.inputValue("#place")) === "Town hall", "the place was lost", ana);
  expect((await ana.inputValue("#latitude")) === "47.9960", "the point was lost", ana);
  expect((await ana.locator(".attached img").count()) === 1, "the picture was lost", ana);
  await ana.fill(".attached textarea", "A toaster, open");
  await ana.fill("#ends_at", `${day}T22:00`);
  await ana.click(publish);
  await ana.waitForURL(/\/@ana\/\d+$/);
  const card = ana.locator("article.alone");
  expect((await card.innerText()).includes("19:00–22:00"), "it does not say when it takes place", ana);
  expect((await card.locator('a[href="https://meet.example/repair"]').count()) === 1, "it is not online", ana);
  expect((await card.locator('img[alt="A toaster, open"]').count()) === 1, "the picture is not there", ana);
  return ana.url();
}

async function finds(ana, event) {
  const seen = async (path, selector, least, most, what) => {
    await ana.goto(events + path);
    const count = await ana.locator(selector).count();
    expect(count >= least && count <= most, `${what}: ${count} instead of ${least}`, ana);
  };
  await seen(month, '.calendar a:has-text("Repair café")', 1, 3, "the month does not show it");
  await seen(`/week/${day}`, '.calendar li:has-text("19:00 Repair café")', 1, 1, "the week does not show it once");
  await seen("/?online=yes&category=GAMES", "article", 0, 0, "the category is not heeded");
  await seen("/?online=yes", "article", 3, 3, "what is online is not found");
  await seen("/?q=repair", "article", 3, 3, "words do not find it");
  await seen("/?place=quimper&within=5", "article", 3, 3, "what is near a town is not found");
  await seen("/?place=48.8,+2.3&within=50", "article", 0, 0, "the distance is not heeded");
  await seen("/?place=Atlantis&within=5", "#place-error", 1, 1, "it is not said that nobody knows where that is");
  await seen("/mine", "article", 3, 3, "what is one's own is not found");
  await seen("/@ana/events", "article", 3, 3, "the organiser's are not found");
  await ana.goto(`${event}/dates`);
  expect((await ana.locator(".dates li").count()) === 3, "there are not three dates", ana);
  await ana.goto(`${events}/map`);
  expect((await ana.locator('main a:has-text("Town hall")').count()) >= 1, "the place is not listed beside the map", ana);
  if (!scripts) return;
  await ana.locator(".map-point").focus();
  await ana.keyboard.press("Enter");
  await ana.locator(`.map-told a[href="${new URL(event).pathname}"]`).waitFor();
}

// One date is called otherwise, the others keep their names.
async function changes(ana, event) {
  await ana.goto(`${events}/events/new?edit=${event.split("/").pop()}`);
  await ana.fill("#title", "Repair party");
  await ana.click(publish);
  await ana.waitForURL(event);
  await ana.goto(events);
  expect((await ana.locator('h2:has-text("Repair party")').count()) === 1, "the date was not changed", ana);
  expect((await ana.locator('h2:has-text("Repair café")').count()) === 2, "the other dates were changed too", ana);
}

// A member goes there, and has a code for the door.
async function joins(event) {
  const bob = await enter("bob", "/mine");
  await bob.goto(event);
  await bob.click('#participation button[value="yes"]');
  await bob.locator(".participation-state.good").waitFor();
  await bob.goto(`${events}/mine`);
  expect((await bob.locator('h2:has-text("Repair party")').count()) === 1, "it is not among what the member goes to", bob);
  await judge(bob, [event, `${event}/ticket`, `${event}/calendar`]);
  await bob.goto(`${event}/ticket`);
  return (await bob.locator(".ticket code").innerText()).trim();
}

// Somebody without an account goes there, and returns what the code for the door looks like.
async function comes(event) {
  const guest = await stranger();
  await guest.goto(event);
  await judge(guest, [event, `${event}/registration`]);
  await guest.goto(`${event}/registration`);
  await guest.fill("#name", "Zoe Guest");
  await guest.fill("#email", "zoe@mail.example");
  await guest.click('main form[action$="/registration"] button:not([type=button])');
  await guest.locator(".notice.good").waitFor();
  console.log("sent");
  const lines = createInterface({ input: process.stdin });
  const link = await new Promise((done) => lines.once("line", done));
  lines.close();
  await guest.goto(link);
  await guest.click('form[action$="/confirmation"] button');
  await guest.locator(".ticket img").waitFor();
  await judge(guest, [link]);
  await guest.goto(link);
  return { code: (await guest.locator(".ticket code").innerText()).trim(), picture: await guest.locator(".ticket img").getAttribute("src") };
}

// What a camera sees of a code, as a film.
async function film(picture) {
  const page = await browser.newPage({ viewport: { width: 640, height: 480 } });
  await page.setContent(`<body style="margin:0;background:#999"><img src="${picture}" style="position:absolute;left:170px;top:90px;width:300px;height:300px;background:#fff;padding:10px">`);
  const frame = await page.screenshot({ type: "jpeg", quality: 90 });
  await page.close();
  const path = `${folder}/code.mjpeg`;
  await writeFile(path, Buffer.concat(Array(30).fill(frame)));
  return path;
}

async function checksIn(ana) {
  await ana.locator(".door h2").waitFor();
  await ana.click('.door form:has(input[value="check_in"]) button');
  await ana.waitForURL(/\/door$/);
}

// At the door one code is typed, the other one held before a camera.
async function lets(ana, event, typed, guest) {
  const door = `${event}/door`;
  await ana.goto(door);
  await ana.fill("#code", typed);
  await ana.click('#door-form button:not([type=button])');
  await checksIn(ana);
  if (!scripts) {
    expect((await ana.locator(".scan").isVisible()) === false, "a camera is offered without scripts", ana);
    await ana.fill("#code", guest.code);
    await ana.click('#door-form button:not([type=button])');
    await checksIn(ana);
  } else {
    const camera = `--use-file-for-fake-video-capture=${await film(guest.picture)}`;
    const args = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", camera];
    const seeing = await chromium.launch({ executablePath, args });
    const organiser = await enter("ana", new URL(door).pathname, seeing);
    await organiser.click(".scan button:visible");
    await organiser.locator('.door h2:has-text("Zoe Guest")').waitFor();
    await checksIn(organiser);
    await seeing.close();
  }
  await ana.goto(door);
  expect((await ana.locator("main").innerText()).includes("2 of 2"), "not everybody was let in", ana);
}

// What takes place once needs a title and a time, and says whom to ask.
async function publishesOnce(ana) {
  await ana.goto(`${events}/events/new`);
  await ana.fill("#title", "Debate");
  await ana.locator("details.part:has(#tags) > summary").click();
  await ana.fill("#tags", "talking");
  await ana.fill("#contact", "Ana, at the town hall");
  await ana.selectOption("#wheelchair", "fully");
  await ana.selectOption("#comments", "moderated");
  await ana.click(publish);
  await ana.waitForURL(/\/@ana\/\d+$/);
  const card = await ana.locator("article.alone").innerText();
  expect(card.includes("Ana, at the town hall") && card.includes("#talking"), "it does not say what was filled in", ana);
  await judge(ana, [ana.url()]);
}

try {
  const ana = await enter("ana", "/events/new");
  const event = await publishes(ana);
  await finds(ana, event);
  await changes(ana, event);
  const code = await joins(event);
  const guest = await comes(event);
  await lets(ana, event, code, guest);
  await publishesOnce(ana);
  await ana.goto(`${events}/groups/new`);
  await ana.fill("#name", "Menders");
  await ana.fill("#username", "menders");
  await ana.click('form[action="/groups"] button:not([type=button])');
  await ana.waitForURL(/\/@menders/);
  const own = ["/", "/past", "/mine", "/@ana/events", month, `/week/${day}`, "/map", "/events/new", "/calendars", "/groups", "/groups/new"];
  await judge(ana, [...own, "/@menders", "/@menders/members"].map((path) => events + path));
  await judge(ana, ["", "/dates", "/participants", "/door", `/door?code=${code}`, "/calendar"].map((path) => event + path));

  if (problems.length > 0) throw new Error(problems.join("\n"));
} finally {
  await browser.close();
}
