"""Writing: posts with pictures and polls, threads, corrections, marks, quotes, what waits for its time."""

import time
from datetime import datetime, timedelta, timezone

from mastodon import MastodonAPIError, MastodonNotFoundError

from club import eventually, expect, picture, refused


def upload(who, description):
    media = who.media_post(picture(), mime_type="image/png", description=description, focus=(0.25, -0.5))
    return eventually(lambda: (found := who.media(media)).url and found, "the picture is there")


def pictures(ana, bob):
    """A post carries a picture with its description, its centre and a warning; another reads it so."""
    media = upload(ana, "A gradient")
    media = ana.media_update(media, description="A gradient, from the left", focus=(0.5, 0.5))
    expect(media.description == "A gradient, from the left", "a description is corrected")
    post = ana.status_post(
        "Look at this #lanterns",
        media_ids=[media],
        sensitive=True,
        spoiler_text="colours",
        language="en",
        visibility="unlisted",
    )
    seen = bob.status(post)
    expect(seen.spoiler_text == "colours" and seen.sensitive and seen.language == "en", "as it was said")
    expect(seen.visibility == "unlisted", "for whom it was said")
    shown = seen.media_attachments[0]
    expect((shown.type, shown.description) == ("image", "A gradient, from the left"), "with its description")
    expect((shown.meta.original.width, shown.meta.original.height) == (48, 32), "with its size")
    expect(ana.session.get(shown.url).headers["content-type"] == "image/png", "the picture itself is served")
    expect([tag.name for tag in seen.tags] == ["lanterns"], "with its hashtag")


def polls(ana, bob):
    """A poll is asked, answered once, and counted."""
    poll = ana.make_poll(["waffles", "soup", "both"], expires_in=600, multiple=True)
    post = ana.status_post("What shall we have?", poll=poll)
    expect([option.title for option in post.poll.options] == ["waffles", "soup", "both"], "the options")
    voted = bob.poll_vote(post.poll, [0, 2])
    expect(voted.voted and sorted(voted.own_votes) == [0, 2], "the vote is kept")
    expect(ana.poll(post.poll).votes_count == 2 and ana.poll(post.poll).voters_count == 1, "the vote is counted")
    error = refused(lambda: bob.poll_vote(post.poll, [1]), MastodonAPIError)
    expect(error.args[1] == 422, "a second vote is refused as invalid")


def once(ana, _):
    """What is sent twice under one key is one post."""
    key = f"key-{time.time()}"
    first = ana.status_post("Said once", idempotency_key=key)
    expect(ana.status_post("Said once", idempotency_key=key).id == first.id, "it is the first one")


def threads(ana, bob):
    """Answers make a thread, which reads the same from each of its posts."""
    top = ana.status_post("Who brings the lanterns?")
    answer = bob.status_reply(top, "I do")
    end = ana.status_reply(answer, "Thank you")
    expect(answer.in_reply_to_id == top.id and "ana" in [one.acct for one in answer.mentions], "it answers")
    around = bob.status_context(answer)
    expect([one.id for one in around.ancestors] == [top.id], "what came before")
    expect([one.id for one in around.descendants] == [end.id], "what came after")
    expect(ana.status(top).replies_count == 1, "the answer is counted")
    several = ana.statuses([top, end])
    expect({one.id for one in several} == {top.id, end.id}, "several are asked for at once")


def corrections(ana, bob):
    """A post is corrected; its source and what it was before stay to be seen."""
    post = ana.status_post("At sevn", spoiler_text="when")
    media = upload(ana, "A clock")
    expect(ana.status_source(post).text == "At sevn", "the source is there")
    after = ana.status_update(post, "At seven", spoiler_text="when it begins", media_ids=[media])
    expect("At seven" in after.content and after.edited_at is not None, "it is corrected")
    history = bob.status_history(post)
    expect(["At sevn" in history[0].content, "At seven" in history[-1].content] == [True, True], "both are kept")
    expect(len(bob.status_history(ana.status_post("As it is"))) == 1, "what was never corrected has one version")


def removals(ana, bob):
    """A post is taken back with its words, to be written anew."""
    post = ana.status_post("Never mind", poll=ana.make_poll(["a", "b"], expires_in=600))
    gone = ana.status_delete(post)
    expect(gone.text == "Never mind", "the words come back")
    refused(lambda: bob.status(post), MastodonNotFoundError)
    hidden = ana.status_post("For nobody", visibility="direct")
    refused(lambda: bob.status(hidden), MastodonNotFoundError)


def marks(ana, bob):
    """A post is liked, shared, kept, pinned, silenced, and each of these taken back."""
    post = ana.status_post("The lanterns are up")
    expect(bob.status_favourite(post).favourited, "liked")
    expect(bob.status_reblog(post).reblog.id == post.id, "shared")
    expect(bob.status_bookmark(post).bookmarked, "kept")
    seen = bob.status(post)
    expect((seen.favourites_count, seen.reblogs_count) == (1, 1), "and counted")
    expect([one.acct for one in ana.status_favourited_by(post)] == ["bob"], "who liked it")
    expect([one.acct for one in ana.status_reblogged_by(post)] == ["bob"], "who shared it")
    expect(post.id in [one.id for one in bob.favourites()], "it is among what bob likes")
    expect(post.id in [one.id for one in bob.bookmarks()], "it is among what bob keeps")
    expect(ana.status_pin(post).pinned, "pinned")
    expect([one.id for one in bob.account_statuses(post.account, pinned=True)] == [post.id], "it is seen pinned")
    expect(not ana.status_unpin(post).pinned, "no longer pinned")
    expect(ana.status_mute(post).muted and not ana.status_unmute(post).muted, "silenced and not")
    expect(not bob.status_unfavourite(post).favourited, "no longer liked")
    expect(not bob.status_unreblog(post).reblogged, "no longer shared")
    expect(not bob.status_unbookmark(post).bookmarked, "no longer kept")
    seen = bob.status(post)
    expect((seen.favourites_count, seen.reblogs_count) == (0, 0), "and no longer counted")


def quotes(ana, bob):
    """A post is quoted by who may, and the author can take that back."""
    post = ana.status_post("Quote me", quote_approval_policy="public")
    quoting = bob.status_post("She said it", quoted_status_id=post)
    quoting = eventually(
        lambda: (one := bob.status(quoting)).quote and one.quote.state == "accepted" and one, "the quote is accepted"
    )
    expect(quoting.quote.quoted_status.id == post.id, "it shows what it quotes")
    expect([one.id for one in ana.status_quotes(post)] == [quoting.id], "the author sees who quotes")
    again = bob.status_post("She said that he said", quoted_status_id=quoting)
    expect(eventually(lambda: bob.status(again).quote, "a quote of a quote").quoted_status.id == quoting.id, "shown")


def later(ana, _):
    """A post waits for its time, which can be moved, and is called off."""
    when = datetime.now(timezone.utc) + timedelta(days=2)
    media = upload(ana, "For later")
    waiting = ana.status_post("In two days", scheduled_at=when, media_ids=[media], spoiler_text="later")
    expect(abs(waiting.scheduled_at - when) < timedelta(seconds=2), "it waits")
    expect([one.id for one in ana.scheduled_statuses()] == [waiting.id], "it is listed")
    moved = ana.scheduled_status_update(waiting, when + timedelta(hours=1))
    expect(moved.scheduled_at > waiting.scheduled_at, "it is moved")
    expect(ana.scheduled_status(waiting).params.text == "In two days", "it is as it was said")
    ana.scheduled_status_delete(waiting)
    expect(ana.scheduled_statuses() == [], "it is called off")


PARTS = [pictures, polls, once, threads, corrections, removals, marks, quotes, later]
