"""What happens is told at once, over Server-Sent Events."""

import threading

from mastodon.return_types import Conversation, Notification, Status
from mastodon.streaming import StreamListener

from club import eventually, expect


class Heard(StreamListener):
    """Keeps what it hears."""

    def __init__(self):
        self.events, self.beats, self.lock = [], 0, threading.Lock()

    def on_any_event(self, name, data):
        with self.lock:
            self.events.append((name, data))

    def handle_heartbeat(self):
        self.beats += 1

    def named(self, name):
        with self.lock:
            return [data for event, data in self.events if event == name]


def listening(handle):
    eventually(handle.is_receiving, "the stream is open")
    return handle


def told_at_once(ana, bob):
    """Posts, corrections, removals, notifications and messages arrive while they happen."""
    home, tag, direct = Heard(), Heard(), Heard()
    handles = [
        listening(ana.mastodon.stream_user(home, run_async=True)),
        listening(ana.mastodon.stream_hashtag("parade", tag, run_async=True)),
        listening(ana.mastodon.stream_direct(direct, run_async=True)),
    ]
    try:
        post = bob.status_post("@ana it begins #parade")
        eventually(lambda: post.id in [one.id for one in home.named("update")], "a post comes home")
        eventually(lambda: post.id in [one.id for one in tag.named("update")], "a post comes by its hashtag")
        told = eventually(lambda: home.named("notification"), "a notification")[0]
        expect(isinstance(told, Notification) and told.status.id == post.id, "of the mention")
        expect(all(isinstance(one, Status) for one in home.named("update")), "posts are posts")
        bob.status_update(post, "@ana it began #parade")
        eventually(lambda: post.id in [one.id for one in home.named("status.update")], "a correction")
        message = bob.status_post("@ana come", visibility="direct")
        talk = eventually(lambda: direct.named("conversation"), "a message")[0]
        expect(isinstance(talk, Conversation) and talk.last_status.id == message.id, "as a conversation")
        bob.status_delete(post)
        eventually(lambda: post.id in home.named("delete"), "a removal")
    finally:
        for handle in handles:
            handle.close()


PARTS = [told_at_once]
