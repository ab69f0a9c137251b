"""Reading: timelines in both directions, notifications, filters, search, and what the club says of itself."""

from mastodon import MastodonNotFoundError

from club import eventually, expect, refused


def timelines(ana, bob):
    """A timeline is read page by page, backwards and forwards again."""
    wanted = [ana.status_post(f"Lamp {number} #row").id for number in range(7)][::-1]
    eventually(lambda: ids(bob.timeline_home(limit=1)) == wanted[:1], "they are at home")
    sources = [
        lambda **page: bob.timeline_home(**page),
        lambda **page: bob.timeline_local(**page),
        lambda **page: bob.timeline_hashtag("row", **page),
        lambda **page: bob.account_statuses(ana.account_verify_credentials(), exclude_replies=True, **page),
    ]
    for read in sources:
        first = read(limit=3)
        second = bob.fetch_next(first)
        expect(ids(first) + ids(second) == wanted[:6], f"two pages: {ids(first)}, {ids(second)}, of {wanted}")
        back = bob.fetch_previous(second)
        expect(ids(back) == wanted[:3], f"and back: {ids(back)} of {wanted}")
        expect(ids(read(since_id=wanted[4], limit=2)) == wanted[:2], "the newest of what came since")
        expect(ids(read(min_id=wanted[4], limit=2)) == wanted[2:4], "what came right after")
        expect(ids(read(max_id=wanted[2], limit=2)) == wanted[3:5], "what came before")
    rest = bob.fetch_remaining(bob.timeline_hashtag("row", limit=3))
    expect(ids(rest) == wanted, "all of it")
    expect(bob.timeline_public(remote=True) == [], "nothing came from elsewhere")


def notifications(ana, bob):
    """What concerns a member is told, one by one and in groups, and put away."""
    ana.notifications_clear()
    expect(ana.notifications() == [], "nothing is left")
    posts = [ana.status_post(f"Tell me {number}") for number in range(3)]
    for post in posts:
        bob.status_favourite(post)
    bob.status_reblog(posts[0])
    mention = bob.status_post("@ana here you are")
    told = eventually(lambda: len(page := ana.notifications()) == 5 and page, "five things are told")
    expect([one.type for one in told] == ["mention", "reblog", "favourite", "favourite", "favourite"], "each")
    expect(told[0].status.id == mention.id and told[0].account.acct == "bob", "what and who")
    expect(ids(ana.notifications(types=["mention"])) == ids(told[:1]), "of one kind")
    expect(ids(ana.notifications(exclude_types=["favourite", "reblog"])) == ids(told[:1]), "without others")
    page = ana.notifications(limit=2)
    expect(ids(page) + ids(ana.fetch_next(page)) == ids(told[:4]), "in pages")
    expect(ana.notifications(told[0]).id == told[0].id, "one alone")
    expect(ana.notifications_unread_count().count == 5, "counted")
    groups = ana.grouped_notifications(grouped_types=["favourite", "reblog"])
    expect([one.type for one in groups.notification_groups][:2] == ["mention", "reblog"], "in groups")
    key = groups.notification_groups[0].group_key
    expect(ana.grouped_notification(key).notification_groups[0].group_key == key, "a group")
    expect([one.acct for one in ana.grouped_notification_accounts(key)] == ["bob"], "of whom")
    expect(ana.unread_grouped_notifications_count() >= 3, "groups counted")
    ana.dismiss_grouped_notification(key)
    ana.notifications_dismiss(told[1])
    expect(ids(ana.notifications()) == ids(told[2:]), "two are put away")
    ana.notifications_clear()


def policies(ana, _):
    """A member decides whose notifications wait."""
    expect(ana.notifications_policy().for_not_following == "accept", "all are told")
    expect(ana.update_notifications_policy(for_not_following="filter").for_not_following == "filter", "some wait")
    expect(ana.notification_requests() == [], "nothing waits")
    ana.update_notifications_policy(for_not_following="accept")


def filters(ana, bob):
    """What a member does not want to read is marked with the filter that says so."""
    made = ana.create_filter_v2("Soup", ["home", "public"], "warn", keywords_attributes=[{"keyword": "soup"}])
    expect(made.filter_action == "warn" and made.keywords[0].keyword == "soup", "a filter")
    word = ana.add_filter_keyword_v2(made, "stew", whole_word=True)
    expect({one.keyword for one in ana.filter_keywords_v2(made)} == {"soup", "stew"}, "with two words")
    post = bob.status_post("There is soup")
    seen = eventually(lambda: (one := ana.status(post)).filtered and one, "it is marked")
    expect(seen.filtered[0].filter.id == made.id and seen.filtered[0].keyword_matches == ["soup"], "by the filter")
    plain = bob.status_post("There are waffles")
    expect(not ana.status(plain).filtered, "others are not")
    kept = ana.add_filter_status_v2(made, plain)
    expect(ana.status(plain).filtered[0].status_matches == [plain.id], "by the post itself")
    expect([one.id for one in ana.filter_statuses_v2(made)] == [kept.id], "listed")
    expect(ana.filter_status_v2(kept).status_id == plain.id, "one of them")
    ana.delete_filter_status_v2(kept)
    ana.delete_filter_keyword_v2(word)
    made = ana.update_filter_v2(made, title="No soup", filter_action="hide", context=["home"])
    expect((made.title, made.filter_action, list(made.context)) == ("No soup", "hide", ["home"]), "changed")
    expect([one.id for one in ana.filters_v2()] == [made.id] and ana.filter_v2(made).id == made.id, "listed")
    expect([one.phrase for one in ana.filters()] == ["soup"], "as older programs know it")
    ana.delete_filter_v2(made)
    expect(ana.filters_v2() == [], "gone")
    old = ana.filter_create("broth", ["home"], whole_word=True)
    expect(ana.filter_update(old, phrase="gravy", context=["home"]).phrase == "gravy", "by older programs too")
    expect(ana.filter(old).phrase == "gravy", "read")
    ana.filter_delete(old)


def searches(ana, bob):
    """People, posts and hashtags are found."""
    post = ana.status_post("A periscope for the parade #parade")
    found = eventually(lambda: (one := ana.search("periscope")).statuses and one, "a post is found by a word")
    expect(post.id in ids(found.statuses), "that post")
    expect("bob" in [one.acct for one in ana.search_v2("bob", result_type="accounts").accounts], "somebody")
    expect("parade" in [one.name for one in ana.search_v2("parade").hashtags], "a hashtag")
    expect(ids(bob.search_v2(post.url, resolve=True).statuses) == [post.id], "a post by its address")


def markers(ana, _):
    """How far a member has read is kept."""
    newest = ana.timeline_home(limit=1)[0]
    ana.markers_set(["home"], [newest])
    expect(ana.markers_get(["home"])["home"].last_read_id == newest.id, "as far as that")


def conversations(ana, bob):
    """Direct messages are read by who they are for, as conversations."""
    bob.status_post("@ana the key is under the lamp", visibility="direct")
    talk = eventually(lambda: ana.conversations(), "a conversation")[0]
    expect([one.acct for one in talk.accounts] == ["bob"] and talk.unread, "with bob, unread")
    expect(not ana.conversations_read(talk).unread, "read")
    expect("under the lamp" in talk.last_status.content, "what he said last")


def pushes(ana, _):
    """Where a phone wants to be told is kept, changed and forgotten."""
    refused(ana.push_subscription, MastodonNotFoundError)
    # A point of the curve P-256 and a secret, as RFC 8291 (appendix A) has them.
    keys = {"pubkey": bytes.fromhex(POINT), "auth": b"0123456789abcdef"}
    made = ana.push_subscription_set("https://push.example/1", keys, mention_events=True, standard=True)
    expect(made.endpoint == "https://push.example/1" and made.alerts.mention and made.server_key, "kept")
    expect(ana.push_subscription_update(mention_events=False, poll_events=True).alerts.poll, "changed")
    expect(ana.push_subscription().id == made.id, "read")
    ana.push_subscription_delete()


# The user agent's public key of RFC 8291, appendix A.
POINT = (
    "042571b2becdfde360551aaf1ed0f4cd366c11cebe555f89bcb7b186a53339173168ece2ebe018597bd30479b86e3c8f8eced577"
    "ca59187e9246990db682008b0e"
)


def about_the_club(ana, bob):
    """What the club says of itself."""
    new = ana.instance_v2()
    expect(new.version.startswith("4.5.0+kermesse-") and new.api_versions.mastodon >= 7, "its version")
    expect(new.configuration.vapid.public_key, "the key that it pushes with")
    old = ana.instance_v1()
    expect(old.uri == new.domain and old.stats.user_count >= 2, "as older programs ask")
    expect(ana.verify_minimum_version("4.5.0"), "Mastodon.py reads its version")
    expect(ana.stream_healthy(), "it streams")
    info = ana.instance_nodeinfo()
    expect(info.software.name == "kermesse", "what software it is")
    for ask in ("instance_rules", "instance_peers", "instance_activity", "instance_extended_description"):
        getattr(ana, ask)()
    for ask in ("instance_languages", "custom_emojis", "announcements", "suggestions_v2"):
        getattr(ana, ask)()
    expect(ana.instance_domain_blocks() == [], "no server is kept out")
    # These are for administrators to give, and are missing until they do.
    refused(ana.instance_terms_of_service, MastodonNotFoundError)
    for ask in ("trending_tags", "trending_statuses", "trending_links"):
        getattr(ana, ask)()
    ana.app_verify_credentials()
    ana.oauth_authorization_server_info()


def ids(page):
    return [one.id for one in page]


PARTS = [timelines, notifications, policies, filters, searches, markers, conversations, pushes, about_the_club]
