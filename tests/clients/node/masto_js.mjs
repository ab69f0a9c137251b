// Two members use the club with masto.js, which Elk and Phanpy are made of.
//
// Usage: node --import ./localhost.mjs masto_js.mjs CLUB, see club.mjs.
import { createHash, randomBytes } from "node:crypto";
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient } from "masto";
import { allow, club, eventually, expect, ids, picture, refused, run, same } from "./club.mjs";

const { url } = club;
const SCOPES = "read write follow push";
const REDIRECT = "urn:ietf:wg:oauth:2.0:oob";

const signIn = async () => {
  const app = await createRestAPIClient({ url }).v1.apps.create({
    clientName: "masto.js",
    redirectUris: REDIRECT,
    scopes: SCOPES,
  });
  // The code is good with what only this program knows (PKCE, RFC 7636).
  const codeVerifier = randomBytes(32).toString("base64url");
  const asked = new URLSearchParams({
    response_type: "code",
    client_id: app.clientId,
    redirect_uri: REDIRECT,
    scope: SCOPES,
    code_challenge: createHash("sha256").update(codeVerifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const code = await allow(`${url}oauth/authorize?${asked}`);
  const { clientId, clientSecret } = app;
  const token = await createOAuthAPIClient({ url }).token.create({
    grantType: "authorization_code",
    clientId,
    clientSecret,
    redirectUri: REDIRECT,
    scope: SCOPES,
    code,
    codeVerifier,
  });
  same(token.scope.split(" ").sort(), SCOPES.split(" ").sort(), "all that was asked for");
  return { app, token: token.accessToken };
};

const session = await signIn();
const ana = createRestAPIClient({ url, accessToken: session.token });
const bob = createRestAPIClient({ url, accessToken: club.tokens.bob });
const me = await ana.v1.accounts.verifyCredentials();
const other = await bob.v1.accounts.verifyCredentials();

const pages = async (paginator, count) => {
  const found = [];
  for await (const page of paginator) {
    found.push(page);
    if (found.length === count) break;
  }
  return found;
};

const posting = async () => {
  const media = await ana.v2.media.create({
    file: new File([picture()], "lamp.png", { type: "image/png" }),
    description: "A lamp",
    focus: "0.1,-0.2",
  });
  expect(media.url && media.type === "image", "the picture is there");
  const post = await ana.v1.statuses.create({ status: "Look #lamp", mediaIds: [media.id], spoilerText: "light" });
  const seen = await bob.v1.statuses.$select(post.id).fetch();
  same(seen.mediaAttachments[0].description, "A lamp", "with its description");
  same(seen.mediaAttachments[0].meta.original.width, 48, "with its size");
  const corrected = await ana.v1.statuses.$select(post.id).update({
    status: "Look here #lamp",
    mediaIds: [media.id],
    mediaAttributes: [{ id: media.id, description: "The lamp" }],
  });
  same(corrected.mediaAttachments[0].description, "The lamp", "a description is corrected with the post");
  same((await bob.v1.statuses.$select(post.id).history.list()).length, 2, "both versions are kept");
  same((await ana.v1.statuses.$select(post.id).source.fetch()).text, "Look here #lamp", "its source");
};

const polls = async () => {
  const post = await ana.v1.statuses.create({
    status: "Which?",
    poll: { options: ["left", "right"], expiresIn: 600, multiple: false },
  });
  const voted = await bob.v1.polls.$select(post.poll.id).votes.create({ choices: [1] });
  same([voted.voted, voted.ownVotes, voted.votesCount], [true, [1], 1], "a vote");
  await refused(() => bob.v1.polls.$select(post.poll.id).votes.create({ choices: [0] }), 422);
};

const timelines = async () => {
  await bob.v1.accounts.$select(me.id).follow();
  const wanted = [];
  for (let number = 0; number < 7; number++) {
    wanted.unshift((await ana.v1.statuses.create({ status: `Step ${number} #steps` })).id);
  }
  await eventually(async () => (await bob.v1.timelines.home.list({ limit: 1 }))[0]?.id === wanted[0], "at home");
  const sources = [
    bob.v1.timelines.home,
    bob.v1.timelines.public,
    bob.v1.timelines.tag.$select("steps"),
    bob.v1.accounts.$select(me.id).statuses,
  ];
  for (const source of sources) {
    const back = await pages(source.list({ limit: 3 }), 2);
    same(back.map(ids), [wanted.slice(0, 3), wanted.slice(3, 6)], "backwards");
    // With min_id the previous pages lead to what is newer, until there is nothing.
    const forth = await pages(source.list({ limit: 3, minId: wanted[6] }).setDirection("prev"), 3);
    same(forth.map(ids), [wanted.slice(3, 6), wanted.slice(0, 3), []], "forwards");
  }
};

const streaming = async () => {
  const { configuration } = await ana.v2.instance.fetch();
  const events = createStreamingAPIClient({
    streamingApiUrl: configuration.urls.streaming,
    accessToken: session.token,
    retry: false,
  });
  await ana.v1.accounts.$select(other.id).follow();
  const heard = [];
  const keep = async (subscription) => {
    for await (const event of subscription) heard.push(event);
  };
  const [home, tag] = [events.user.subscribe(), events.hashtag.subscribe({ tag: "parade" })];
  keep(home);
  keep(tag);
  const named = (stream, event) =>
    heard.filter((one) => one.stream[0] === stream && one.event === event).map(({ payload }) => payload);
  // Posts until both subscriptions were heard of; only then it is known that they stand.
  const post = await eventually(async () => {
    const post = await bob.v1.statuses.create({ status: "@ana it begins #parade" });
    await new Promise((resolve) => setTimeout(resolve, 300));
    return named("hashtag", "update").length && named("user", "update").length && post;
  }, "a post comes by both streams");
  await eventually(() => named("user", "notification").some((one) => one.status.id === post.id), "a notification");
  await bob.v1.statuses.$select(post.id).update({ status: "@ana it began #parade" });
  await eventually(() => named("user", "status.update").some((one) => one.id === post.id), "a correction");
  await bob.v1.statuses.$select(post.id).remove();
  await eventually(() => named("user", "delete").includes(post.id), "a removal");
  home.unsubscribe();
  tag.unsubscribe();
  events.close();
};

const people = async () => {
  const tie = await ana.v1.accounts.$select(other.id).follow({ notify: true });
  expect(tie.following && tie.notifying, "follows");
  same(ids(await ana.v1.accounts.$select(me.id).following.list()), [other.id], "listed");
  expect((await bob.v1.accounts.$select(me.id).block()).blocking, "blocked");
  same(ids(await bob.v1.blocks.list()), [me.id], "listed");
  expect(!(await bob.v1.accounts.$select(me.id).unblock()).blocking, "no longer");
  expect((await bob.v1.accounts.$select(me.id).mute({ duration: 60 })).muting, "muted");
  expect(!(await bob.v1.accounts.$select(me.id).unmute()).muting, "no longer");
  const [relation] = await ana.v1.accounts.relationships.fetch({ id: [other.id] });
  same(relation.id, other.id, "what is between them");
  await ana.v1.accounts.$select(other.id).follow();
};

const lists = async () => {
  const list = await ana.v1.lists.create({ title: "Lamps", exclusive: true });
  await ana.v1.lists.$select(list.id).accounts.create({ accountIds: [other.id] });
  same(ids(await ana.v1.lists.$select(list.id).accounts.list()), [other.id], "somebody is on it");
  const post = await bob.v1.statuses.create({ status: "For the list" });
  const there = async () => ids(await ana.v1.timelines.list.$select(list.id).list()).includes(post.id);
  await eventually(there, "the post is on the list");
  await ana.v1.lists.$select(list.id).accounts.remove({ accountIds: [other.id] });
  same(await ana.v1.lists.$select(list.id).accounts.list(), [], "nobody is on it");
  same((await ana.v1.lists.$select(list.id).update({ title: "Lanterns" })).title, "Lanterns", "renamed");
  await ana.v1.lists.$select(list.id).remove();
};

const filters = async () => {
  const filter = await ana.v2.filters.create({
    title: "Soup",
    context: ["home", "public"],
    filterAction: "blur",
    keywordsAttributes: [{ keyword: "soup", wholeWord: true }],
  });
  const post = await bob.v1.statuses.create({ status: "Some soup?" });
  const [found] = (await ana.v1.statuses.$select(post.id).fetch()).filtered;
  same([found.filter.id, found.filter.filterAction, found.keywordMatches], [filter.id, "blur", ["soup"]], "marked");
  const updated = await ana.v2.filters.$select(filter.id).update({
    keywordsAttributes: [
      { id: filter.keywords[0].id, _destroy: true },
      { keyword: "stew", wholeWord: false },
    ],
  });
  same(updated.keywords.map((one) => one.keyword), ["stew"], "its words are changed with it");
  await ana.v2.filters.$select(filter.id).remove();
};

const search = async () => {
  const post = await ana.v1.statuses.create({ status: "A kaleidoscope" });
  const found = async () => ids((await ana.v2.search.list({ q: "kaleidoscope" })).statuses).includes(post.id);
  await eventually(found, "a post by a word");
  same(ids((await ana.v2.search.list({ q: post.url, resolve: true })).statuses), [post.id], "by its address");
  expect(ids((await ana.v2.search.list({ q: "bob", type: "accounts" })).accounts).includes(other.id), "somebody");
};

const notifications = async () => {
  await ana.v1.notifications.clear();
  const post = await ana.v1.statuses.create({ status: "Tell me" });
  await bob.v1.statuses.$select(post.id).favourite();
  await bob.v1.statuses.$select(post.id).reblog();
  await bob.v1.statuses.create({ status: "@ana here" });
  const told = await eventually(async () => {
    const page = await ana.v1.notifications.list({ types: ["mention", "reblog", "favourite"] });
    return page.length === 3 && page;
  }, "three are told");
  same(told.map((one) => one.type), ["mention", "reblog", "favourite"], "the newest first");
  const back = await pages(ana.v1.notifications.list({ limit: 2 }), 2);
  same(back.map(ids), [ids(told).slice(0, 2), ids(told).slice(2)], "in pages");
  const grouped = await ana.v2.notifications.list();
  same(grouped.notificationGroups.length, 3, "in groups");
  expect(grouped.accounts.some((one) => one.id === other.id), "of whom");
  expect(grouped.statuses.some((one) => one.id === post.id), "about what");
  same((await ana.v2.notifications.unreadCount.fetch()).count, 3, "counted");
  const policy = await ana.v2.notifications.policy.fetch();
  expect(policy.summary.pendingRequestsCount === 0, "nothing waits");
  await ana.v1.notifications.$select(told[0].id).dismiss();
  await ana.v1.notifications.clear();
  same(await ana.v1.notifications.list(), [], "put away");
};

const marks = async () => {
  const post = await bob.v1.statuses.create({ status: "Keep me" });
  expect((await ana.v1.statuses.$select(post.id).bookmark()).bookmarked, "kept");
  same(ids(await ana.v1.bookmarks.list({ limit: 1 })), [post.id], "listed");
  expect((await ana.v1.statuses.$select(post.id).favourite()).favourited, "liked");
  same(ids(await ana.v1.favourites.list({ limit: 1 })), [post.id], "listed");
  await ana.v1.markers.create({ home: { lastReadId: post.id } });
  same((await ana.v1.markers.fetch({ timeline: ["home"] })).home.lastReadId, post.id, "as far as read");
};

const signOut = async () => {
  const { clientId, clientSecret } = session.app;
  await createOAuthAPIClient({ url }).revoke({ clientId, clientSecret, token: session.token });
  await refused(() => ana.v1.accounts.verifyCredentials(), 401);
};

await run([
  ["posts with pictures are written, read and corrected", posting],
  ["polls are answered", polls],
  ["timelines are paged backwards and forwards", timelines],
  ["events come over a WebSocket with the token as its subprotocol", streaming],
  ["people follow, block and mute one another", people],
  ["lists have timelines of their own", lists],
  ["filters mark posts", filters],
  ["posts and people are found", search],
  ["notifications are told, in pages and in groups", notifications],
  ["posts are kept and liked, and how far was read is remembered", marks],
  ["the token is given back", signOut],
]);
