// The club that a test runs, as its command line describes it, and the test itself at the other end of standard streams.
import { createInterface } from "node:readline";
import { deflateSync } from "node:zlib";

// Where it is and who is there: {"url": …, "tokens": {name: token}}.
export const club = JSON.parse(process.argv[2]);
const PATIENCE = 30_000;

// Errors of the libraries hold whole connections, which nobody wants to read.
process.on("uncaughtException", (error) => {
  console.log(error.stack);
  process.exit(1);
});

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

// Has the member open an address of /oauth/authorize in a browser, and returns the code that the page shows.
export const allow = async (url) => {
  console.log(url);
  return (await answers.next()).value.trim();
};

export const expect = (holds, what) => {
  if (!holds) throw new Error(what);
};

// What must be refused with this status.
export const refused = async (ask, status) => {
  const error = await ask().then(
    () => undefined,
    (error) => error,
  );
  expect(error !== undefined, "it was taken");
  const said = error.statusCode ?? error.response?.status;
  expect(said === status, `refused with ${said}, not ${status}: ${error}`);
};

// What happens in the background, without guessing how long it takes.
export const eventually = async (ask, what) => {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const found = await ask();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited ${PATIENCE / 1000} s in vain: ${what}`);
};

export const ids = (page) => page.map((one) => one.id);

export const same = (found, wanted, what) => {
  const [have, want] = [JSON.stringify(found), JSON.stringify(wanted)];
  expect(have === want, `${what}: ${have}, not ${want}`);
};

const CRC = Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

const chunk = (kind, data) => {
  const body = Buffer.concat([Buffer.from(kind), data]);
  let crc = ~0;
  for (const byte of body) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeInt32BE(~crc);
  return Buffer.concat([length, body, check]);
};

// A PNG with a gradient.
export const picture = (width = 48, height = 32) => {
  const head = Buffer.from([0, 0, 0, width, 0, 0, 0, height, 8, 2, 0, 0, 0]);
  const row = (y) => [0, ...Array.from({ length: width }, (_, x) => [x * 5, y * 7, 120]).flat()];
  const rows = Buffer.from(Array.from({ length: height }, (_, y) => row(y)).flat());
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([start, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
};

// Goes through all parts and says how it went: each is [what it shows, function].
export const run = async (parts, ...people) => {
  let failed = 0;
  for (const [what, part] of parts) {
    try {
      await part(...people);
      console.log(`- ${what}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED ${what}\n${error.stack}`);
    }
  }
  console.log(`${parts.length - failed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
};
