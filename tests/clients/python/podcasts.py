"""Podcasts elsewhere as py-sonic subscribes to them and plays them, and their list as an XML parser reads it."""

import json
import sys
import time
import urllib.request
import xml.etree.ElementTree as ElementTree
from urllib.parse import urlencode

import libsonic

club = json.loads(sys.argv[1])
host, port = club["url"].rsplit(":", 1)
sonic = libsonic.Connection(host, club["name"], club["token"], port=int(port), serverPath="/rest", legacyAuth=True)

outlines = ElementTree.fromstring(club["opml"].encode()).findall("./body/outline")
assert [outline.get("xmlUrl") for outline in outlines] == club["feeds"], club["opml"]
assert [outline.get("text") for outline in outlines] == ['The one & "only"', 'The two & "only"'], club["opml"]


def channels(**more):
    return sonic.getPodcasts(**more)["podcasts"]["channel"]


known = channels()
assert [channel["url"] for channel in known] == club["feeds"] and known[0]["status"] == "completed", known
for channel in known:
    sonic.deletePodcastChannel(channel["id"])
assert channels() == []
sonic.createPodcastChannel(club["feeds"][0])
for _ in range(100):
    (channel,) = channels()
    if channel["status"] == "completed":
        break
    time.sleep(0.1)
(episode,) = channel["episode"]
assert channel["title"] == 'The one & "only"' and episode["title"] == "Veillée 1 & fin", channel
assert (episode["duration"], episode["contentType"], episode["suffix"]) == (3723, "audio/mpeg", "mp3"), episode
assert channels(incEpisodes=False, pid=channel["id"])[0]["episode"] == []
assert sonic.getNewestPodcasts()["newestPodcasts"]["episode"] == [episode]
sonic.refreshPodcasts()
sonic.downloadPodcastEpisode(episode["id"])
assert len(sonic.stream(episode["streamId"]).read()) == 40000
query = urlencode({"apiKey": club["token"], "v": "1.16.1", "c": "tests", "f": "json", "id": episode["streamId"]})
request = urllib.request.Request(f"{club['url']}/rest/stream?{query}", headers={"Range": "bytes=100-199"})
with urllib.request.urlopen(request) as answer:
    assert (answer.status, answer.headers["content-range"]) == (206, "bytes 100-199/40000"), answer.headers
    assert answer.read() == bytes(byte % 251 for byte in range(100, 200))
with urllib.request.urlopen(f"{club['url']}/rest/getPodcastEpisode?{query}") as answer:
    said = json.loads(answer.read())["subsonic-response"]["podcastEpisode"]
assert said == episode
print(json.dumps({"channels": len(channels())}))
