// Node takes every name under `localhost` for this machine, as RFC 6761 (6.3) has it and browsers do; the resolver of a bare
// Debian does not. `node --import` this file.
import dns from "node:dns";

const ask = dns.lookup;
const local = { address: "127.0.0.1", family: 4 };

dns.lookup = (host, options, callback) => {
  if (typeof options === "function") [callback, options] = [options, {}];
  if (!host.endsWith(".localhost")) return ask(host, options, callback);
  const found = options?.all ? [[local]] : [local.address, local.family];
  process.nextTick(callback, null, ...found);
};
