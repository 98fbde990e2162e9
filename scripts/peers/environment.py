"""Where scripts/compare-peers has its packages and networks: both are made when they are missing or out of date.

    environment.py [FOLDER]     makes them, and prints the folder
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
PHOTOGRAPH = HERE.parent.parent / "test-images" / "membranes-rgb.tif"


def usual_folder():
    """In the user's cache folder, as Gradiscope's own."""
    home = Path.home()
    if platform.system() == "Darwin":
        return home / "Library" / "Caches" / "gradiscope" / "peers"
    stated = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (stated if stated.is_absolute() else home / ".cache") / "gradiscope" / "peers"


def say(text):
    print(f"compare-peers: {text}", file=sys.stderr, flush=True)


def made(folder, source, make):
    """folder, made anew unless this very source has made it."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    mark = folder / "made-by.txt"
    if not (mark.exists() and mark.read_text() == digest):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        make(folder)
        mark.write_text(digest)
    return folder


def python(root):
    """The Python that has the peers."""
    requirements = HERE / "requirements.txt"
    program = "bin/python"

    def make(folder):
        say(f"installing the peers into {folder} (7 GB with PyPI's wheels for Linux)...")
        venv.create(folder, with_pip=True)
        subprocess.run([folder / program, "-m", "pip", "install", "-q", "-r", requirements], check=True,
                       stdout=sys.stderr)

    return made(root / "environment", requirements, make) / program


def networks(root):
    """The folder of networks.py."""
    source = HERE / "networks.py"

    def make(folder):
        say("making the networks...")
        subprocess.run([python(root), source, folder, PHOTOGRAPH], check=True, stdout=sys.stderr,
                       env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"})

    return made(root / "networks", source, make)


if __name__ == "__main__":
    stated = Path(*sys.argv[1:]).absolute() if sys.argv[1:] else usual_folder()
    networks(stated)
    python(stated)
    print(stated)
