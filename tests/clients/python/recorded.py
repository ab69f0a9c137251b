"""What Mastodon itself answered to Mastodon.py's own tests, as its source distribution brings it along."""

import importlib.metadata
import json
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import yaml


def source():
    """The source distribution of the version that is installed, from PyPI; fetched once for this environment."""
    folder = Path(sys.prefix) / "recorded"
    version = importlib.metadata.version("Mastodon.py")
    found = list(folder.glob(f"*-{version}.tar.gz"))
    if not found:
        ask = ["download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", ":all:"]
        subprocess.run([sys.executable, "-m", "pip", *ask, f"Mastodon.py=={version}", "-d", folder], check=True)
        found = list(folder.glob(f"*-{version}.tar.gz"))
    return found[0]


def place(method, address):
    """An address with its numbers taken out: `GET /api/v1/statuses/:id`."""
    path = re.sub(r"^https?://[^/]+", "", address).split("?")[0].rstrip("/")
    return method + " " + re.sub(r"/\d+(?=/|$)", "/:id", path)


def answers(folders):
    """The answers that were recorded in these folders of its tests: folder, place, JSON."""
    with tarfile.open(source()) as archive:
        for member in archive:
            folder = Path(member.name).parent.name
            if folder not in folders or not member.name.endswith(".yaml"):
                continue
            tape = yaml.load(archive.extractfile(member), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            # What was recorded of WebSockets is a list.
            for said in tape["interactions"] if "interactions" in tape else []:
                request, response = said["request"], said["response"]
                if response["status"]["code"] >= 300:
                    continue
                try:
                    answer = json.loads(response["body"]["string"])
                except ValueError:
                    continue
                yield folder, place(request["method"], request["uri"]), answer
