"""What feedparser, which many readers stand on, and a plain parser of XML make of a feed that comes on standard input."""

import json
import sys
import xml.etree.ElementTree as tree

import feedparser

MEDIA = "{http://search.yahoo.com/mrss/}"

text = sys.stdin.buffer.read()
feed = feedparser.parse(text)
document = tree.fromstring(text)
json.dump(
    {
        "well_formed": not feed.bozo,
        "version": feed.version,
        "title": feed.feed.title,
        "entries": [
            {
                "link": entry.get("link"),
                "html": entry.content[0].value if "content" in entry else entry.get("summary"),
                "pictures": [dict(picture) for picture in entry.get("media_content", [])],
                "thumbnails": [dict(picture) for picture in entry.get("media_thumbnail", [])],
                "enclosures": [dict(file) for file in entry.enclosures],
                "point": entry.get("where", {}).get("coordinates"),
            }
            for entry in feed.entries
        ],
        "descriptions": [element.text for element in document.iter(MEDIA + "description")],
    },
    sys.stdout,
)
