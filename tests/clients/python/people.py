"""People: profiles, who follows whom, who hears nothing of whom, lists, hashtags."""

from club import eventually, expect, picture


def profiles(ana, bob):
    """A profile is written and read."""
    me = ana.account_verify_credentials()
    expect(me.acct == "ana" and me.source.privacy == "public" and me.role is not None, "who I am")
    me = ana.account_update_credentials(
        display_name="Ana of the lanterns",
        note="I light them. #lanterns",
        avatar=picture(64, 64),
        avatar_mime_type="image/png",
        header=picture(96, 32),
        header_mime_type="image/png",
        fields=[("Web", "https://ana.example/"), ("Lamps", "many")],
        discoverable=True,
        bot=False,
        locked=False,
    )
    expect(me.source.note == "I light them. #lanterns", "the source of it")
    seen = bob.account(me)
    expect(seen.display_name == "Ana of the lanterns" and "lanterns" in seen.note, "as bob sees it")
    expect([field.name for field in seen.fields] == ["Web", "Lamps"], "with its fields")
    expect(bob.account_lookup("ana").id == me.id, "found by its name")
    expect([one.id for one in bob.accounts([me])] == [me.id], "several at once")
    expect(me.id in [one.id for one in bob.account_search("ana")], "searched for")
    expect(me.id in [one.id for one in bob.directory(local=True)], "in the directory")
    expect(ana.preferences()["posting:default:visibility"] == "public", "what posts are by default")
    expect(ana.account_delete_avatar().id == me.id and ana.account_delete_header().id == me.id, "pictures go")


def follows(ana, bob):
    """One follows another: at once, or when the other allows it."""
    me, other = ana.account_verify_credentials(), bob.account_verify_credentials()
    tie = ana.account_follow(other, notify=True, reblogs=False)
    expect(tie.following and tie.notifying and not tie.showing_reblogs, "as wished")
    expect(me.id in [one.id for one in bob.account_followers(other)], "bob has a follower")
    expect(other.id in [one.id for one in ana.account_following(me)], "ana follows one")
    expect(bob.account_relationships([me])[0].followed_by, "both know it")
    ana.account_familiar_followers([other])
    expect(not bob.account_remove_from_followers(me).followed_by, "bob shows her out")
    expect(not ana.account_relationships(other)[0].following, "she is out")

    bob.account_update_credentials(locked=True)
    expect(ana.account_follow(other).requested, "it is asked for")
    expect([one.id for one in bob.follow_requests()] == [me.id], "bob is asked")
    expect(bob.account_relationships(me)[0].requested_by, "by her")
    bob.follow_request_reject(me)
    expect(not ana.account_relationships(other)[0].requested, "it is refused")
    ana.account_follow(other)
    expect(bob.follow_request_authorize(me).followed_by, "it is allowed")
    bob.account_update_credentials(locked=False)
    expect(ana.account_relationships(other)[0].following, "she follows")
    expect(bob.account_follow(me).following, "and he follows her")
    expect(ana.account_note_set(other, "brings lanterns").note == "brings lanterns", "a note for herself")
    expect(ana.account_endorse(other).endorsed, "she recommends him")
    expect([one.id for one in ana.endorsements()] == [other.id], "others see that")
    expect(not ana.account_unendorse(other).endorsed, "no longer")


def blocks(ana, bob):
    """One hears nothing of another, for a time or for good; of a whole server too."""
    me, other = ana.account_verify_credentials(), bob.account_verify_credentials()
    tie = bob.account_mute(me, notifications=True, duration=3600)
    expect(tie.muting and tie.muting_notifications, "muted")
    muted = bob.mutes()
    expect([one.id for one in muted] == [me.id] and muted[0].mute_expires_at is not None, "for an hour")
    expect(not bob.account_unmute(me).muting, "no longer")
    expect(bob.account_block(me).blocking, "blocked")
    expect([one.id for one in bob.blocks()] == [me.id], "listed")
    expect(ana.account_relationships(other)[0].blocked_by in (True, False), "what ana may know of it")
    expect(not bob.account_unblock(me).blocking, "no longer")
    ana.domain_block("loud.example")
    expect(list(ana.domain_blocks()) == ["loud.example"], "a server is blocked")
    ana.domain_unblock("loud.example")
    expect(list(ana.domain_blocks()) == [], "no longer")
    ana.account_follow(other)
    bob.account_follow(me)


def reports(ana, bob):
    """A post is reported to those who look after the club."""
    post = bob.status_post("Buy my lanterns")
    told = ana.report(post.account, status_ids=[post], comment="an advertisement", category="spam")
    expect(told.category == "spam" and told.target_account.acct == "bob", "it is told")


def lists(ana, bob):
    """Some of those one follows have a timeline of their own."""
    other = bob.account_verify_credentials()
    made = ana.list_create("Lamplighters", replies_policy="followed", exclusive=True)
    expect((made.title, made.replies_policy, made.exclusive) == ("Lamplighters", "followed", True), "made")
    made = ana.list_update(made, "Lamps", replies_policy="list", exclusive=False)
    expect(ana.list(made).title == "Lamps" and [one.id for one in ana.lists()] == [made.id], "renamed")
    ana.list_accounts_add(made, [other])
    expect([one.acct for one in ana.list_accounts(made)] == ["bob"], "bob is on it")
    expect([one.id for one in ana.account_lists(other)] == [made.id], "and so it is one of his")
    post = bob.status_post("For the lamplighters")
    eventually(lambda: post.id in [one.id for one in ana.timeline_list(made)], "his post is on the list")
    ana.list_accounts_delete(made, [other])
    expect(ana.list_accounts(made) == [], "bob is off it")
    ana.list_delete(made)
    expect(ana.lists() == [], "the list is gone")


def hashtags(ana, bob):
    """A hashtag is followed, and one is shown on a profile."""
    bob.status_post("More #lanterns")
    expect(ana.tag("lanterns").name == "lanterns", "it is known")
    expect(ana.tag_follow("lanterns").following, "followed")
    expect([one.name for one in ana.followed_tags()] == ["lanterns"], "listed")
    expect(not ana.tag_unfollow("lanterns").following, "no longer")
    shown = ana.featured_tag_create("lanterns")
    expect([one.name for one in ana.featured_tags()] == ["lanterns"], "shown")
    expect([one.name for one in bob.account_featured_tags(ana.account_verify_credentials())] == ["lanterns"], "seen")
    ana.featured_tag_suggestions()
    ana.featured_tag_delete(shown)
    expect(ana.featured_tags() == [], "no longer")


PARTS = [profiles, follows, blocks, reports, lists, hashtags]
