"""What judges mails: a filter of spam, and the data of caniemail."""

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from support.tools import need_package, need_program, said_by_node

CLIENTS = {"gmail", "outlook", "apple-mail", "yahoo"}

MOST_POINTS = 1.0
"""What the filter may give a mail; at five it is spam."""

# What a program lacks and we use all the same: nothing is lost where it is not there.
ALLOWED = {
    "<body> element": "some programs replace it: what it says stands on the first div too",
    "<style> element": "holds nothing but rules for dark schemes and small screens",
    "@media": "without it the mail is light, or as the program darkens it, on any width",
    "display:none": "the preheader would show as a first line, which is a full sentence",
    "overflow": "the same",
    "height property": "an image has its height as an attribute",
    "word-break": "a very long word runs out of the column",
    "white-space": "a line of code runs out of the column",
    "opacity": "without it quiet text is as dark as the rest",
    "aria-hidden attribute": "points would be read aloud before the word that says the same",
    "aria-label attribute": "the subject says the same",
    "role attribute": "a layout table of one cell is read as one",
}


def lacking(files: Sequence[Path]) -> tuple[set[str], set[str]]:
    """Return what files of HTML need and some program lacks, and which programs.

    Both are called as caniemail calls them.
    """
    need_package("caniemail")
    lines = said_by_node("mail_support.mjs", *map(str, files))
    said = [json.loads(line) for line in lines]
    lacked = {each["title"] for each in said if each["level"] == "errors"}
    return lacked, {each["client"].split(".")[0] for each in said}


def points(mails: Sequence[bytes], home: Path) -> list[tuple[float, str]]:
    """Return what SpamAssassin gives each mail: points, and the names of its rules."""
    box = b"".join(
        b"From sender@letter.example Mon Nov 23 09:30:00 2026\n"
        + raw.replace(b"\r\n", b"\n")
        + b"\n"
        for raw in mails
    )
    # Only rules that are here: nobody is asked. What it learns is kept in a home of its own.
    done = subprocess.run(
        [need_program("spamassassin"), "-L", "-t", "--mbox"],
        input=box,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=True,
    )
    said = re.findall(
        r"^X-Spam-Status: \w+, score=(-?[\d.]+) [^=]*=\S+ ?tests=((?:[^=]|\n\s)*?)\s+autolearn",
        done.stdout.decode(errors="replace"),
        re.MULTILINE,
    )
    assert len(said) == len(mails), done.stderr
    return [(float(given), "".join(rules.split())) for given, rules in said]
