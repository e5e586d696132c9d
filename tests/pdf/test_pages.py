"""How pages look, held against images that were looked at: A4 and US Letter from one source."""

import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from support.command import run, write
from support.printing import CJK
from support.projects import NOW, rich
from support.tools import need_file, need_program

GOLDEN = Path(__file__).parent / "golden/pages"
PAPERS = {"a4": "subscribers.pdf", "letter": "investor.pdf"}

# Small enough that another version of Pango moves a letter by less than what is compared.
DPI = 50
TILE = 10
# Of 255, the mean over a tile: less than what a line changes that is gone or has moved.
MOST = 20


@pytest.fixture(scope="module")
def briefings(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Build the rich project with its figures, and return the first issue in both papers."""
    need_file(CJK)
    settings = "briefs/newsletter.yaml"
    files = {**rich(), settings: rich()[settings] + b"pdf: {fonts: [noto-cjk]}\n"}
    folder = write(tmp_path_factory.mktemp("rich"), files)
    done = run("build", cwd=folder, env=NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    return {paper: folder / "editions/first" / name for paper, name in PAPERS.items()}


def sheet(pdf: Path) -> Image.Image:
    """Return all pages of a document side by side, in grey."""
    program = need_program("pdftoppm")
    command = [program, "-gray", "-r", str(DPI), str(pdf)]
    out = subprocess.run(command, capture_output=True, check=True).stdout
    pages = []
    while out:
        # P5, width, height, greatest value, and a byte for each pixel.
        _, size, _, pixels = out.split(b"\n", 3)
        width, height = map(int, size.split())
        pages.append(Image.frombytes("L", (width, height), pixels[: width * height]))
        out = pixels[width * height :]
    whole = Image.new("L", (sum(page.width for page in pages), pages[0].height))
    left = 0
    for page in pages:
        whole.paste(page, (left, 0))
        left += page.width
    return whole


def difference(one: Image.Image, other: Image.Image) -> int:
    """Return the greatest difference between two images, each tile as its mean."""
    tiles = one.width // TILE, one.height // TILE
    means = [each.resize(tiles, Image.Resampling.BOX) for each in (one, other)]
    return max(ImageChops.difference(*means).tobytes())


@pytest.mark.parametrize("paper", PAPERS)
def test_pages_look_as_we_last_looked_at_them(
    paper: str, briefings: Mapping[str, Path], request: pytest.FixtureRequest
) -> None:
    found = sheet(briefings[paper])
    golden = GOLDEN / f"{paper}.png"
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        written = BytesIO()
        found.save(written, "PNG", optimize=True)
        golden.write_bytes(written.getvalue())
    with Image.open(golden) as expected:
        assert found.size == expected.size
        assert difference(found, expected) <= MOST


@pytest.mark.parametrize("paper", PAPERS)
def test_a_line_that_is_gone_or_has_moved_is_seen(paper: str) -> None:
    with Image.open(GOLDEN / f"{paper}.png") as expected:
        moved = ImageChops.offset(expected, 0, round(15 / 72 * DPI))
        assert difference(expected, moved) > 2 * MOST
        gone = expected.copy()
        line = max(range(expected.height), key=lambda y: _ink(expected, y))
        gone.paste(255, (0, line - 5, expected.width, line + 5))
        assert difference(expected, gone) > MOST


def _ink(image: Image.Image, y: int) -> float:
    row = image.crop((0, y, image.width, y + 1)).resize((1, 1), Image.Resampling.BOX)
    return 255 - float(row.getpixel((0, 0)) or 0)  # type: ignore[arg-type]
