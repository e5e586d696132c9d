"""`brief build --executor dask`: PDFs from a cluster, byte for byte those of this machine."""

import os
import re
import signal
import threading
import time
from pathlib import Path

from support.clusters import LocalCluster, local_cluster
from support.command import run, tree, write
from support.compiling import SOUND
from support.crashing import published
from support.projects import NOW, our_own

SLOW = bool(os.environ.get("BRIEF_SLOW"))
ISSUE = "briefs/issues/2026-11-10-first.yaml"
# Guards against a cluster that does nothing.
GUARD_S = 600


def children(process: int) -> list[int]:
    """Return the processes that a process has begun."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = path.read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == process:
            found.append(int(path.parent.name))
    return found


def kill_the_first_that_works(cluster: LocalCluster) -> None:
    """End a worker as soon as it has a step to do."""
    end = time.monotonic() + GUARD_S
    while time.monotonic() < end:
        for worker in cluster.workers:
            if children(worker.pid):
                worker.send_signal(signal.SIGKILL)
                return
        time.sleep(0.01)


def pdf_count(said: str) -> int:
    found = re.search(r"(\d+) PDFs \((\d+) new\)", said)
    assert found is not None, said
    return int(found[2])


def built_on_a_farm(folder: Path, files: dict[str, str | bytes]) -> int:
    """Build a project here and on three workers, of which one dies; return how many PDFs."""
    here = write(folder / "here", files)
    done = run("build", cwd=here, env=NOW, timeout=GUARD_S * 4)
    assert done.returncode == 0, done.stderr
    there = write(folder / "there", files)
    with local_cluster(folder, 3) as cluster:
        killer = threading.Thread(target=kill_the_first_that_works, args=(cluster,))
        killer.start()
        away = ("--executor", "dask", "--scheduler", cluster.address)
        done = run("build", *away, cwd=there, env=NOW, timeout=GUARD_S * 4)
        killer.join()
        assert done.returncode == 0, done.stderr
        assert sum(worker.poll() is not None for worker in cluster.workers) == 1
    assert published(here) == published(there)
    return pdf_count(done.stderr)


def test_a_cluster_of_which_a_worker_dies_gives_the_same_bytes(tmp_path: Path) -> None:
    assert built_on_a_farm(tmp_path, dict(SOUND)) >= 5


def forty_issues() -> dict[str, str | bytes]:
    """Return a project of two hundred PDFs."""
    files: dict[str, str | bytes] = dict(SOUND)
    for number in range(2, 42):
        day = f"2026-{9 + number // 28:02}-{1 + number % 28:02}"
        text = SOUND[ISSUE].replace("number: 1", f"number: {number}")
        text = text.replace("The first", f"No. {number}")
        files[f"briefs/issues/{day}-n{number}.yaml"] = text
    return files


# These take minutes: they are for `make soak`.
if SLOW:

    def test_our_own_newsletter_comes_from_a_cluster(tmp_path: Path) -> None:
        assert built_on_a_farm(tmp_path, dict(our_own())) >= 5

    def test_two_hundred_pdfs_come_from_a_cluster(tmp_path: Path) -> None:
        assert built_on_a_farm(tmp_path, forty_issues()) >= 200


def test_a_scheduler_that_is_not_there_is_one_line_and_nothing_is_published(
    tmp_path: Path,
) -> None:
    root = write(tmp_path, SOUND)
    away = ("--executor", "dask", "--scheduler", "tcp://127.0.0.1:9")
    done = run("build", *away, cwd=root, env=NOW)
    assert done.returncode == 3
    assert done.stderr.splitlines() == [
        "error: no scheduler answers at tcp://127.0.0.1:9",
        "hint: start one with `dask scheduler`, or look at the address",
    ]
    assert tree(root / "site") == {}


def test_one_option_without_the_other_is_wrong_usage(tmp_path: Path) -> None:
    root = write(tmp_path, SOUND)
    for alone in (("--executor", "dask"), ("--scheduler", "tcp://127.0.0.1:9")):
        done = run("build", *alone, cwd=root, env=NOW)
        assert done.returncode == 2
        assert "go together" in done.stderr
