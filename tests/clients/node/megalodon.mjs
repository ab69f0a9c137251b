// Two members use the club with megalodon, which Fedistar, Whalebird and others are made of.
//
// Usage: node --import ./localhost.mjs megalodon.mjs CLUB, see club.mjs.
import { createReadStream, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import megalodon from "megalodon";
import { allow, club, eventually, expect, ids, picture, refused, run, same } from "./club.mjs";

const { default: generator, detector } = megalodon;
const url = club.url.replace(/\/$/, "");
const software = await detector(url);
same(software, "mastodon", "what megalodon takes the club for");

const signIn = async () => {
  const anybody = generator(software, url);
  const app = await anybody.registerApp("megalodon", { scopes: ["read", "write", "follow"] });
  const code = await allow(app.url);
  const token = await anybody.fetchAccessToken(app.client_id, app.client_secret, code);
  return { app, token: token.access_token };
};

const session = await signIn();
const ana = generator(software, url, session.token);
const bob = generator(software, url, club.tokens.bob);
const me = (await ana.verifyAccountCredentials()).data;
const other = (await bob.verifyAccountCredentials()).data;

const link = ({ headers }, direction) => {
  const found = headers.link?.match(new RegExp(`<([^>]*)>; rel="${direction}"`));
  return found && Object.fromEntries(new URL(found[1]).searchParams);
};

const posting = async () => {
  const file = join(mkdtempSync(join(tmpdir(), "kermesse-megalodon-")), "lamp.png");
  writeFileSync(file, picture());
  const media = (await ana.uploadMedia(createReadStream(file), { description: "A lamp" })).data;
  await eventually(async () => (await ana.getMedia(media.id)).data.url, "the picture is there");
  const post = (await ana.postStatus("Look #lamp", { media_ids: [media.id], visibility: "public" })).data;
  const seen = (await bob.getStatus(post.id)).data;
  same(seen.media_attachments[0].description, "A lamp", "with its description");
  const answer = (await bob.postStatus("@ana I see", { in_reply_to_id: post.id })).data;
  same(ids((await ana.getStatusContext(post.id)).data.descendants), [answer.id], "an answer");
  await ana.editStatus(post.id, { status: "Look here #lamp", media_ids: [media.id] });
  same((await ana.getStatusSource(post.id)).data.text, "Look here #lamp", "corrected");
};

const polls = async () => {
  const post = (await ana.postStatus("Which?", { poll: { options: ["left", "right"], expires_in: 600 } })).data;
  const voted = (await bob.votePoll(post.poll.id, [0], post.id)).data;
  same([voted.voted, voted.votes_count], [true, 1], "a vote");
};

const timelines = async () => {
  await bob.followAccount(me.id);
  const wanted = [];
  for (let number = 0; number < 5; number++) {
    wanted.unshift((await ana.postStatus(`Hop ${number} #hops`)).data.id);
  }
  await eventually(async () => (await bob.getHomeTimeline({ limit: 1 })).data[0]?.id === wanted[0], "at home");
  const sources = [
    (page) => bob.getHomeTimeline(page),
    (page) => bob.getLocalTimeline(page),
    (page) => bob.getTagTimeline("hops", page),
    (page) => bob.getAccountStatuses(me.id, page),
  ];
  for (const source of sources) {
    const first = await source({ limit: 2 });
    const second = await source({ limit: 2, max_id: link(first, "next").max_id });
    same([ids(first.data), ids(second.data)], [wanted.slice(0, 2), wanted.slice(2, 4)], "backwards");
    expect(link(second, "prev").min_id, "a way forwards");
    same(ids((await source({ limit: 9, since_id: wanted[2] })).data), wanted.slice(0, 2), "what came since");
  }
};

// Listened to from the start: it says only once that it stands.
const stand = async (stream) => {
  await new Promise((resolve, reject) => {
    stream.on("connect", resolve);
    stream.on("error", reject);
  });
  return stream;
};

const streaming = async () => {
  await ana.followAccount(other.id);
  const home = await stand(await ana.userStreaming());
  const tag = await stand(await ana.tagStreaming("parade"));
  const heard = { update: [], notification: [], status_update: [], delete: [], tagged: [] };
  for (const event of ["update", "notification", "status_update", "delete"]) {
    home.on(event, (payload) => heard[event].push(payload));
  }
  tag.on("update", (post) => heard.tagged.push(post));
  const post = (await bob.postStatus("@ana it begins #parade")).data;
  await eventually(() => ids(heard.update).includes(post.id), "a post comes home");
  await eventually(() => ids(heard.tagged).includes(post.id), "and by its hashtag");
  await eventually(() => heard.notification.some((one) => one.status?.id === post.id), "a notification");
  await bob.editStatus(post.id, { status: "@ana it began #parade" });
  await eventually(() => ids(heard.status_update).includes(post.id), "a correction");
  await bob.deleteStatus(post.id);
  await eventually(() => heard.delete.map(String).includes(post.id), "a removal");
  home.stop();
  tag.stop();
};

const people = async () => {
  expect((await ana.followAccount(other.id)).data.following, "follows");
  same(ids((await ana.getAccountFollowing(me.id)).data), [other.id], "listed");
  expect((await bob.blockAccount(me.id)).data.blocking, "blocked");
  same(ids((await bob.getBlocks()).data), [me.id], "listed");
  expect(!(await bob.unblockAccount(me.id)).data.blocking, "no longer");
  expect((await bob.muteAccount(me.id, true)).data.muting, "muted");
  expect(!(await bob.unmuteAccount(me.id)).data.muting, "no longer");
  same((await ana.lookupAccount("bob")).data.id, other.id, "found by name");
  same((await ana.getRelationships([other.id])).data.length, 1, "what is between them");
  await ana.followAccount(other.id);
};

const lists = async () => {
  const list = (await ana.createList("Lamps")).data;
  await ana.addAccountsToList(list.id, [other.id]);
  same(ids((await ana.getAccountsInList(list.id)).data), [other.id], "somebody is on it");
  const post = (await bob.postStatus("For the list")).data;
  await eventually(async () => ids((await ana.getListTimeline(list.id)).data).includes(post.id), "his post is there");
  await ana.deleteAccountsFromList(list.id, [other.id]);
  same((await ana.updateList(list.id, "Lanterns")).data.title, "Lanterns", "renamed");
  await ana.deleteList(list.id);
  same((await ana.getLists()).data, [], "gone");
};

const filters = async () => {
  const filter = (await ana.createFilter("soup", ["home"])).data;
  same((await ana.getFilters()).data.map((one) => one.phrase), ["soup"], "one of the first kind");
  await ana.updateFilter(filter.id, "stew", ["home"]);
  same((await ana.getFilter(filter.id)).data.phrase, "stew", "changed");
  await ana.deleteFilter(filter.id);
};

const search = async () => {
  const post = (await ana.postStatus("A gyroscope #toys")).data;
  const found = async () => ids((await ana.search("gyroscope", { type: "statuses" })).data.statuses).includes(post.id);
  await eventually(found, "a post by a word");
  expect((await ana.search("toys", { type: "hashtags" })).data.hashtags.some((one) => one.name === "toys"), "a hashtag");
  expect(ids((await ana.search("bob", { type: "accounts" })).data.accounts).includes(other.id), "somebody");
  expect((await ana.followTag("toys")).data.following, "a hashtag is followed");
  same((await ana.getFollowedTags()).data.map((one) => one.name), ["toys"], "listed");
  await ana.unfollowTag("toys");
};

const notifications = async () => {
  await ana.dismissNotifications();
  const post = (await ana.postStatus("Tell me")).data;
  await bob.favouriteStatus(post.id);
  await bob.reblogStatus(post.id);
  const told = await eventually(async () => {
    const { data } = await ana.getNotifications({ limit: 10 });
    return data.length === 2 && data;
  }, "two are told");
  same(told.map((one) => one.type), ["reblog", "favourite"], "the newest first");
  same((await ana.getNotification(told[0].id)).data.id, told[0].id, "one alone");
  await ana.dismissNotification(told[0].id);
  same(ids((await ana.getNotifications()).data), [told[1].id], "one is put away");
};

const marks = async () => {
  const post = (await bob.postStatus("Keep me")).data;
  expect((await ana.bookmarkStatus(post.id)).data.bookmarked, "kept");
  same(ids((await ana.getBookmarks({ limit: 1 })).data), [post.id], "listed");
  expect((await ana.pinStatus((await ana.postStatus("On top")).data.id)).data.pinned, "pinned");
  await bob.postStatus("@ana come", { visibility: "direct" });
  const talks = await eventually(async () => (await ana.getConversationTimeline()).data, "a conversation");
  expect(talks.some((talk) => talk.accounts.some((one) => one.id === other.id)), "with bob");
};

const club_itself = async () => {
  const instance = (await ana.getInstance()).data;
  expect(instance.configuration.statuses.max_characters >= 500 && instance.stats.user_count >= 2, "what it says");
  for (const ask of ["getInstanceCustomEmojis", "getInstanceAnnouncements", "getInstancePeers", "getPreferences"]) {
    same((await ana[ask]()).status, 200, ask);
  }
};

const signOut = async () => {
  await ana.revokeToken(session.app.client_id, session.app.client_secret, session.token);
  await refused(() => ana.verifyAccountCredentials(), 401);
};

await run([
  ["posts with pictures are written, read and corrected", posting],
  ["polls are answered", polls],
  ["timelines are paged backwards and forwards", timelines],
  ["events come over WebSockets", streaming],
  ["people follow, block and mute one another", people],
  ["lists have timelines of their own", lists],
  ["filters are kept", filters],
  ["posts, people and hashtags are found", search],
  ["notifications are told and put away", notifications],
  ["posts are kept and pinned, messages are conversations", marks],
  ["the club says what it is", club_itself],
  ["the token is given back", signOut],
]);
