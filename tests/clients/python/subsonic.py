"""A club's music as py-sonic plays it: signs in each way, browses, looks for, likes, lists and plays; says what it saw as JSON."""

import hashlib
import json
import sys
import urllib.request
import xml.etree.ElementTree as ElementTree
from urllib.error import HTTPError
from urllib.parse import urlencode

import libsonic
from libsonic.errors import CredentialError, DataNotFoundError

club = json.loads(sys.argv[1])
BASE, NAME, KEY, TOKEN = club["url"], club["name"], club["key"], club["token"]
host, port = BASE.rsplit(":", 1)


def connect(password, **more):
    return libsonic.Connection(host, NAME, password, port=int(port), serverPath="/rest", appName="tests", **more)


def call(name, /, format="json", **parameters):
    """A call by hand, with the key as apiKey."""
    pairs = {"apiKey": KEY, "v": "1.16.1", "c": "tests", "f": format, **parameters}
    with urllib.request.urlopen(f"{BASE}/rest/{name}.view?{urlencode(pairs, doseq=True)}") as answer:
        return answer.headers, answer.read()


def said(name, /, **parameters):
    return json.loads(call(name, **parameters)[1])["subsonic-response"]


# Each way to sign in, and what does not let in.
by_token, by_password = connect(KEY), connect(KEY, legacyAuth=True)
assert by_token.ping() and by_password.ping() and connect(TOKEN, legacyAuth=True).ping()
assert said("ping", apiKey=TOKEN)["status"] == "ok"
for wrong in ("", "wrong", KEY + "x"):
    for connection in (connect(wrong), connect(wrong, legacyAuth=True)):
        try:
            raise SystemExit(f"let in by {wrong!r}: {connection.ping()}")
        except CredentialError:
            pass
empty = hashlib.md5(b"salty").hexdigest()
for stranger in (NAME, "nobody", "%"):
    pairs = {"u": stranger, "t": empty, "s": "salty", "f": "json", "c": "t", "v": "1.16.1"}
    with urllib.request.urlopen(f"{BASE}/rest/ping?{urlencode(pairs)}") as answer:
        assert json.load(answer)["subsonic-response"]["error"]["code"] == 40, stranger
assert said("ping", u=NAME)["error"]["code"] == 43
assert said("ping", apiKey="1-abc")["error"]["code"] == 44
assert said("getSong")["error"]["code"] == 10 and said("getSong", id="tr-1")["error"]["code"] == 70
assert said("getSong", id="../../etc")["error"]["code"] == 70
assert said("noSuchCall")["error"]["code"] == 0
with urllib.request.urlopen(f"{BASE}/rest/getOpenSubsonicExtensions?f=json") as answer:
    extensions = json.load(answer)["subsonic-response"]
assert extensions["openSubsonic"] is True
assert {"apiKeyAuthentication", "formPost", "transcodeOffset", "songLyrics"} <= {one["name"] for one in extensions["openSubsonicExtensions"]}
# Some programs send every way to sign in, and fill in one (airsonic-refix).
pairs = {"u": NAME, "t": "", "s": "", "p": TOKEN, "f": "json", "c": "t", "v": "1.16.1"}
with urllib.request.urlopen(f"{BASE}/rest/ping?{urlencode(pairs)}") as answer:
    assert json.load(answer)["subsonic-response"]["status"] == "ok"
form = urlencode({"apiKey": KEY, "f": "json", "c": "tests", "v": "1.16.1"}).encode()
with urllib.request.urlopen(f"{BASE}/rest/ping", data=form) as answer:
    assert json.load(answer)["subsonic-response"]["status"] == "ok"
assert call("ping", "jsonp", callback="f.g")[1].startswith(b"f.g({")
assert b"alert" not in call("ping", "jsonp", callback="alert(1)//")[1]
root = ElementTree.fromstring(call("getArtists", "xml")[1])
assert root.tag == "{http://subsonic.org/restapi}subsonic-response" and root.get("openSubsonic") == "true"

sonic = by_token
assert sonic.getLicense()["license"]["valid"] is True
assert sonic.getUser(NAME)["user"]["streamRole"] is True
assert sonic.getMusicFolders()["musicFolders"]["musicFolder"]

# From artist to album to track, the new way and by folders.
index = sonic.getArtists()["artists"]["index"]
artists = {artist["name"]: artist for letter in index for artist in letter["artist"]}
lampions = artists["Les Lampions"]
assert [letter["name"] for letter in index if lampions in letter["artist"]] == ["L"]
(entry,) = sonic.getArtist(lampions["id"])["artist"]["album"]
album = sonic.getAlbum(entry["id"])["album"]
assert (album["name"], album["year"], album["songCount"]) == ("Nuit d’été", 1984, 3), album
songs = album["song"]
assert (album["releaseTypes"], album["isCompilation"], album["sortName"]) == (["EP", "Live"], False, "Été, Nuit d’"), album
assert lampions["sortName"] == "lampions, les"
assert [song["title"] for song in songs] == ["Un", "Deux", "Trois"] and [song["track"] for song in songs] == [1, 2, 3]
first = sonic.getSong(songs[0]["id"])["song"]
assert first == songs[0]
for key in "id parent isDir title album albumId artist artistId track genre size contentType suffix duration bitRate path created type".split():
    assert key in first, key
assert (first["isDir"], first["type"], first["contentType"], first["duration"]) == (False, "music", "audio/flac", 2)
assert first["coverArt"] and {genre["name"] for genre in first["genres"]} == {"Chanson", "Électro"}
folder = sonic.getMusicDirectory(lampions["id"])["directory"]["child"]
assert [child["id"] for child in folder] == [album["id"]] and folder[0]["isDir"] is True
assert [child["id"] for child in sonic.getMusicDirectory(album["id"])["directory"]["child"]] == [song["id"] for song in songs]
assert any(artist["id"] == lampions["id"] for letter in sonic.getIndexes()["indexes"]["index"] for artist in letter["artist"])

# Lists, and looking for things. Nothing stands for everything.
for kind in ("random", "newest", "alphabeticalByName", "alphabeticalByArtist"):
    assert len(sonic.getAlbumList2(kind)["albumList2"]["album"]) == 2, kind
assert len(said("getAlbumList2", type="byYear", fromYear=1990, toYear=1980)["albumList2"]["album"]) == 1
assert len(said("getAlbumList2", type="byGenre", genre="Électro")["albumList2"]["album"]) == 1
assert len(said("getAlbumList2", type="newest", size=1, offset=1)["albumList2"]["album"]) == 1
assert sonic.getAlbumList("newest")["albumList"]["album"][0]["isDir"] is True
genres = {genre["value"]: genre["songCount"] for genre in sonic.getGenres()["genres"]["genre"]}
assert genres == {"Chanson": 3, "Électro": 3}, genres
assert len(sonic.getSongsByGenre("Chanson")["songsByGenre"]["song"]) == 3
assert len(sonic.getRandomSongs(2)["randomSongs"]["song"]) == 2
found = sonic.search3("lampions")["searchResult3"]
assert [one["name"] for one in found["artist"]] == ["Les Lampions"] and len(found["album"]) == 1 and len(found["song"]) == 3
for everything in ("", '""'):
    pages = [said("search3", query=everything, songCount=2, songOffset=offset)["searchResult3"]["song"] for offset in (0, 2, 4)]
    assert len({song["id"] for page in pages for song in page}) == 4, everything
assert said("search2", query="nuit")["searchResult2"]["song"]

# Stars, ratings, what was played.
sonic.star(sids=[first["id"]], albumIds=[album["id"]], artistIds=[lampions["id"]])
starred = sonic.getStarred2()["starred2"]
assert [starred[kind][0]["id"] for kind in ("song", "album", "artist")] == [first["id"], album["id"], lampions["id"]]
assert sonic.getSong(first["id"])["song"]["starred"]
sonic.unstar(albumIds=[album["id"]])
assert sonic.getStarred2()["starred2"]["album"] == []
sonic.setRating(album["id"], 4)
assert said("getAlbumList2", type="highest")["albumList2"]["album"][0]["userRating"] == 4
sonic.scrobble(first["id"])
played = sonic.getSong(first["id"])["song"]
assert played["playCount"] == 1 and played["played"]
assert said("getAlbumList2", type="frequent")["albumList2"]["album"][0]["id"] == album["id"]

# What plays now is the member's own to see, and that of others who show it, as far as one may hear it.
sonic.scrobble(songs[2]["id"], submission=False)
assert sonic.getSong(songs[2]["id"])["song"]["playCount"] == 0, "it has only begun"
(now,) = sonic.getNowPlaying()["nowPlaying"]["entry"]
assert (now["id"], now["username"], now["minutesAgo"], now["playerName"]) == (songs[2]["id"], NAME, 0, "tests"), now
assert 0 <= now["playerId"] < 2**31
(element,) = ElementTree.fromstring(call("getNowPlaying", "xml")[1]).iter("{http://subsonic.org/restapi}entry")
assert (element.get("username"), element.get("title")) == (NAME, "Trois")
assert said("getNowPlaying", apiKey=club["admin"])["nowPlaying"]["entry"] == [], "nobody else sees it unasked"
call("stream", id=songs[1]["id"])
assert said("getNowPlaying")["nowPlaying"]["entry"][0]["id"] == songs[2]["id"], "what was told holds"
assert said("scrobble", id=club["secret"][0], submission="false")["error"]["code"] == 70

# Playlists, the queue, bookmarks.
made = sonic.createPlaylist(name="Pour la fête", songIds=[song["id"] for song in songs])["playlist"]
assert made["songCount"] == 3 and [song["id"] for song in made["entry"]] == [song["id"] for song in songs]
sonic.updatePlaylist(made["id"], comment="fort", songIdsToAdd=[first["id"]], songIndexesToRemove=[1])
kept = sonic.getPlaylist(made["id"])["playlist"]
assert [song["title"] for song in kept["entry"]] == ["Un", "Trois", "Un"] and kept["comment"] == "fort"
assert [one["id"] for one in sonic.getPlaylists()["playlists"]["playlist"]] == [made["id"]]
sonic.deletePlaylist(made["id"])
try:
    sonic.getPlaylist(made["id"])
    raise SystemExit("a deleted playlist is still there")
except DataNotFoundError:
    pass
sonic.savePlayQueue([song["id"] for song in songs], current=songs[1]["id"], position=1500)
queue = sonic.getPlayQueue()["playQueue"]
assert (queue["current"], queue["position"], len(queue["entry"])) == (songs[1]["id"], 1500, 3)
assert said("getPlayQueueByIndex")["playQueueByIndex"]["currentIndex"] == 1
sonic.createBookmark(first["id"], 700, "ici")
assert sonic.getBookmarks()["bookmarks"]["bookmark"][0]["position"] == 700
sonic.deleteBookmark(first["id"])
assert sonic.getBookmarks()["bookmarks"]["bookmark"] == []
assert said("getLyricsBySongId", id=first["id"])["lyricsList"]["structuredLyrics"] == []
assert sonic.getTopSongs("Les Lampions")["topSongs"]["song"]
assert sonic.getSimilarSongs2(first["id"])["similarSongs2"]["song"]

# Shares: what is the member's own is heard at an address without an account, until it ends.
assert sonic.getShares()["shares"]["share"] == [] and sonic.getUser(NAME)["user"]["shareRole"] is True
(share,) = sonic.createShare([album["id"], first["id"]], description="Pour Zoé")["shares"]["share"]
assert (share["description"], share["username"], share["visitCount"]) == ("Pour Zoé", NAME, 0)
assert [song["id"] for song in share["entry"]] == [song["id"] for song in songs], "each once"
assert "expires" in share and "lastVisited" not in share


def stranger(url):
    with urllib.request.urlopen(url) as answer:
        return answer.headers, answer.read()


def refused(url):
    try:
        stranger(url)
    except HTTPError as error:
        return error.code
    raise SystemExit(f"{url} is still open")


page = stranger(share["url"])[1].decode()
assert "Pour Zoé" in page and "Trois" in page
headers, sound = stranger(f"{share['url']}/tracks/{first['id'].removeprefix('tr-')}")
assert headers["content-type"] == "audio/flac" and sound[:4] == b"fLaC" and len(sound) == first["size"]
assert "no-store" in headers["cache-control"]
(share,) = sonic.getShares()["shares"]["share"]
assert share["visitCount"] == 1 and share["lastVisited"], "the page counts, and not its sound"
xml = ElementTree.fromstring(call("getShares", "xml")[1])
(element,) = xml.iter("{http://subsonic.org/restapi}share")
assert element.get("url") == share["url"] and len(element) == 3
for secret in club["secret"]:
    assert said("createShare", id=secret)["error"]["code"] == 70
    assert refused(f"{share['url']}/tracks/{secret.removeprefix('tr-')}") == 404
assert said("createShare")["error"]["code"] == 10
assert said("updateShare", apiKey=club["admin"], id=share["id"], description="mine")["error"]["code"] == 70
assert said("deleteShare", apiKey=club["admin"], id=share["id"])["error"]["code"] == 70
assert said("createShare", apiKey=club["admin"], id=first["id"])["error"]["code"] == 70, "ana alone hears it"
assert said("updateShare", id=share["id"], expires=0)["status"] == "ok"
(share,) = sonic.getShares()["shares"]["share"]
assert "expires" not in share and share["description"] == "Pour Zoé"
sonic.updateShare(share["id"], description="Pour Bob")
assert sonic.getShares()["shares"]["share"][0]["description"] == "Pour Bob"
assert said("updateShare", id=share["id"], description="", expires=1_000_000_000_000)["status"] == "ok"
assert refused(share["url"]) == 410 and refused(f"{share['url']}/tracks/{first['id'].removeprefix('tr-')}") == 404
assert said("updateShare", id=share["id"], expires=0)["status"] == "ok"
assert "Nuit" in stranger(share["url"])[1].decode()
sonic.deleteShare(share["id"])
assert refused(share["url"]) == 410 and refused(share["url"][:-2] + "xx") == 404
assert sonic.getShares()["shares"]["share"] == []

# Radio stations are the administrators' to make and to change, and everybody's to hear.
assert sonic.getInternetRadioStations()["internetRadioStations"]["internetRadioStation"] == []
assert said("createInternetRadioStation", streamUrl="https://radio.example/live", name="Ondes")["error"]["code"] == 50
admin = libsonic.Connection(host, "adam", club["admin"], port=int(port), serverPath="/rest", appName="tests", legacyAuth=True)
assert admin.createInternetRadioStation("https://radio.example/live", "Ondes", "https://radio.example/")["status"] == "ok"
for wrong in ("ftp://radio.example/", "javascript:alert(1)", "nowhere"):
    assert said("createInternetRadioStation", apiKey=club["admin"], streamUrl=wrong, name="x")["error"]["code"] == 10, wrong
(station,) = sonic.getInternetRadioStations()["internetRadioStations"]["internetRadioStation"]
assert (station["name"], station["streamUrl"], station["homePageUrl"]) == ("Ondes", "https://radio.example/live", "https://radio.example/")
assert said("updateInternetRadioStation", id=station["id"], streamUrl="https://x.example/", name="x")["error"]["code"] == 50
assert said("deleteInternetRadioStation", id=station["id"])["error"]["code"] == 50
admin.updateInternetRadioStation(station["id"], "http://radio.example/2", "Ondes 2")
xml = ElementTree.fromstring(call("getInternetRadioStations", "xml")[1])
(element,) = xml.iter("{http://subsonic.org/restapi}internetRadioStation")
assert (element.get("name"), element.get("streamUrl")) == ("Ondes 2", "http://radio.example/2")
admin.deleteInternetRadioStation(station["id"])
assert said("deleteInternetRadioStation", apiKey=club["admin"], id=station["id"])["error"]["code"] == 70

# Sound and pictures: whole, in parts, and made smaller.
whole = sonic.stream(first["id"], tformat="raw").read()
assert whole[:4] == b"fLaC" and len(whole) == first["size"] == len(sonic.download(first["id"]).read())
headers, _ = call("stream", id=first["id"])
assert headers["content-type"] == "audio/flac" and headers["accept-ranges"] == "bytes"
headers, opus = call("stream", id=first["id"], format="opus", maxBitRate=64)
assert headers["content-type"] == "audio/ogg" and opus[:4] == b"OggS" and b"OpusHead" in opus[:80]
_, rest = call("stream", id=first["id"], format="opus", maxBitRate=64, timeOffset=1)
assert opus[:4] == rest[:4] == b"OggS" and len(rest) < len(opus)
open(club["opus"], "wb").write(opus)
headers, picture = call("getCoverArt", id=album["id"], size=300)
assert headers["content-type"].startswith("image/") and len(picture) > 100

# What is somebody else's alone is not there.
for secret in club["secret"]:
    assert said("getSong", id=secret)["error"]["code"] == 70
    assert said("star", id=secret)["error"]["code"] == 70
    assert b"<error " in call("stream", "xml", id=secret)[1]
try:
    connect("wrong").getArtists()
    raise SystemExit("a stranger was let in")
except (CredentialError, HTTPError):
    pass
print(json.dumps({"playlist": "deleted", "songs": len(songs)}))
