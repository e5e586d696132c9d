"""Lighthouse on one address, in a browser of its own."""

import json
import subprocess
from collections.abc import Mapping, Sequence

from support.browsing import QUIET
from support.command import environment
from support.tools import need_package, need_program, node


def scores(address: str, categories: Sequence[str]) -> Mapping[str, tuple[int, list[str]]]:
    """Return for each category the score, up to 100, and what cost points, on a phone."""
    command = [
        node(),
        str(need_package("lighthouse") / "cli/index.js"),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags=--headless=new {' '.join(QUIET)}",
    ]
    done = subprocess.run(
        command,
        env=environment({"CHROME_PATH": need_program("chromium"), "NO_UPDATE_NOTIFIER": "1"}),
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    report = json.loads(done.stdout)
    assert "runtimeError" not in report, report.get("runtimeError")
    return {
        name: (
            round(category["score"] * 100),
            [
                each["id"]
                for each in category["auditRefs"]
                if each["weight"] and (report["audits"][each["id"]]["score"] or 0) < 1
                if report["audits"][each["id"]]["scoreDisplayMode"] != "notApplicable"
            ],
        )
        for name, category in report["categories"].items()
    }
