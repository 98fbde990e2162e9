#!/usr/bin/env python3
"""Compares Gradiscope with its Python peers on this machine; scripts/compare-peers runs it.

    rounds=5            how often the sides take turns, each time
    rows=1,2,...        rows of the table of docs/performance.md; all unless given
    folder=FOLDER       where packages and networks are kept: in the user's cache folder unless given

Prints the table as Markdown on standard output, and each line on standard error as soon as it is known.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import environment
from environment import say
from rows import Rows
from table import markdown

ALL_ROWS = range(1, 13)
PACKAGES = ("tensorflow-cpu", "tensorflow", "torch", "captum", "foolbox", "torchattacks", "tf-keras-vis")


class WrongCall(Exception):
    pass


def keys(arguments):
    """What was asked for.

    >>> keys(["rounds=2", "rows=3,1"])["rows"]
    [3, 1]
    >>> keys(["row=1"])
    Traceback (most recent call last):
    compare_peers.WrongCall: 'row=1' is none of rounds=NUMBER, rows=NUMBER,..., folder=FOLDER.
    """
    stated = {"rounds": "5", "rows": ",".join(map(str, ALL_ROWS)), "folder": str(environment.usual_folder())}
    for argument in arguments:
        key, _, value = argument.partition("=")
        if key not in stated or not value:
            raise WrongCall(f"'{argument}' is none of rounds=NUMBER, rows=NUMBER,..., folder=FOLDER.")
        stated[key] = value
    try:
        rounds, rows = int(stated["rounds"]), [int(row) for row in stated["rows"].split(",")]
    except ValueError:
        raise WrongCall("rounds is a whole number, and rows are whole numbers separated by commas.") from None
    if rounds < 1 or not set(rows) <= set(ALL_ROWS):
        raise WrongCall("rounds is at least 1, and rows are of 1 to 12.")
    return {"rounds": rounds, "rows": rows, "folder": Path(stated["folder"]).absolute()}


def check_folder(folder):
    """A folder in the project would be committed, unless it is ignored."""
    project = Path(__file__).resolve().parents[2]
    ignored = subprocess.run(["git", "-C", project, "check-ignore", "-q", folder], capture_output=True)
    if folder.is_relative_to(project) and ignored.returncode:
        raise WrongCall(f"folder={folder} is inside the project; give one outside.")


def processor():
    try:
        model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text()).group(1)
    except (OSError, AttributeError):
        model = os.uname().machine
    return f"{model}, {os.cpu_count()} cores"


def versions(folder):
    """Of Gradiscope, and of the packages that are there."""
    pom = (Path(__file__).parents[2] / "pom.xml").read_text()
    ours = re.search(r"<artifactId>gradiscope</artifactId>\s*<version>(.*?)</version>", pom).group(1)
    code = ("import importlib.metadata as m, platform\n"
            f"print('Python', platform.python_version(), *(f', {{p}} {{m.version(p)}}' for p in {PACKAGES} "
            "if any(d.name == p or d.name == p.replace('-', '_') for d in m.distributions())), sep=' ')")
    peers = subprocess.run([environment.python(folder), "-c", code], capture_output=True, text=True, check=True).stdout
    return f"Gradiscope {ours}; " + peers.strip().replace(" ,", ",")


def main():
    try:
        wanted = keys(sys.argv[1:])
        check_folder(wanted["folder"])
    except WrongCall as e:
        say(e)
        return 2
    try:
        measured = Rows(wanted["folder"], wanted["rounds"])
        lines = []
        for row in wanted["rows"]:
            say(f"row {row}...")
            for line in measured.lines(row):
                say(" | ".join(line))
                lines.append(line)
        print(markdown(lines))
        print(f"\n{processor()}; {versions(wanted['folder'])}; {wanted['rounds']} rounds")
    except (RuntimeError, OSError, subprocess.CalledProcessError) as e:
        say(e)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
