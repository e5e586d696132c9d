"""The data that a printed issue carries: its pipeline, and the tables of its figures."""

import re
from collections.abc import Mapping, Sequence

from brief.build.compile import compile_snapshot
from brief.build.options import Options
from brief.build.step import Step
from brief.build.steps import in_place
from support.compiling import SOUND, snapshot, sound_with
from support.fakes import FAKED
from support.projects import rich

Files = Mapping[str, str | bytes]

ISSUE = "briefs/issues/2026-11-10-first.yaml"
PRODUCTS = "products: [policy-pipeline]\n"


def attached(files: Files, *, pictures: bool) -> dict[str, str]:
    """Return the files that the site's PDF of the first issue would carry."""
    steps: list[Step] = []

    def perform(batch: Sequence[Step]) -> Sequence[bytes]:
        if batch and batch[0].name == "pdf":
            steps.extend(batch)
            return [b"%PDF" for _ in batch]
        return in_place(FAKED)(batch)

    done = compile_snapshot(snapshot(files), Options(pictures=pictures), perform)
    assert {each.code for each in done.diagnostics if each.severity == "error"} == set()
    step = next(each for each in steps if b"issue:first, edition:site" in each["html"])
    return {
        name.removeprefix("attachment "): content.decode()
        for name, content in step.ingredients
        if name.startswith("attachment ")
    }


def test_a_printed_figure_carries_its_data() -> None:
    # Without the words that need another font.
    files = {path: re.sub("[一-鿿]", "x", text.decode()) for path, text in rich().items()}
    found = attached(files, pictures=True)
    assert sorted(found) == ["policy-pipeline.csv", "stages.csv"]
    head, *rows = found["stages.csv"].split("\r\n")
    assert "easure" in head
    assert len(rows) > 1


def test_without_figures_there_is_the_data_of_the_product_alone() -> None:
    assert list(attached(sound_with({ISSUE: SOUND[ISSUE] + PRODUCTS}), pictures=False)) == [
        "policy-pipeline.csv"
    ]


def test_an_issue_without_products_carries_nothing() -> None:
    assert attached(sound_with({}), pictures=True) == {}
