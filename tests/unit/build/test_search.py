"""What of a site is searched: public objects, their own text, nothing of what surrounds it."""

from collections.abc import Mapping, Sequence

from brief.build.compile import Compilation, compile_snapshot
from brief.build.options import Options
from brief.build.search import advice, archived
from brief.build.step import Step
from brief.build.steps import PURE, in_place
from brief.schema.settings import Settings
from support.compiling import SOUND, snapshot, sound_with

SETTINGS = "briefs/newsletter.yaml"


class Indexing:
    """Evaluates steps here; keeps the steps of search and answers with an archive."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def __call__(self, steps: Sequence[Step]) -> Sequence[bytes]:
        if steps and steps[0].name == "search":
            self.steps += steps
            return [archived({"pagefind.js": b"1", "filter/en_1.pf_filter": b"2"})]
        return in_place(PURE)(steps)

    @property
    def pages(self) -> dict[str, str]:
        (step,) = self.steps
        return {
            name.removeprefix("page "): content.decode()
            for name, content in step.ingredients
            if name.startswith("page ")
        }


def indexed(
    files: Mapping[str, str | bytes],
    *,
    indexer: str | None = "1",
    theme: dict[str, str] | None = None,
) -> tuple[Compilation, Indexing]:
    perform = Indexing()
    options = Options(pdf=False, indexer=indexer)
    return compile_snapshot(snapshot(files, theme=theme), options, perform), perform


def test_every_public_object_with_a_page_is_searched_and_nothing_else() -> None:
    hidden = "kind: commentary\ntitle: Hidden words\ntier: paid\nbody: Secret.\n"
    gone = "kind: commentary\ntitle: Gone\nstatus: canceled\nbody: Withdrawn.\n"
    done, perform = indexed(
        sound_with(
            {
                "briefs/notes/2026-11-20-paid.yaml": hidden,
                "briefs/notes/2026-11-20-gone.yaml": gone,
                "briefs/pages/about.md": "---\ntitle: About\n---\nText.\n",
            }
        )
    )
    assert done.diagnostics == ()
    assert set(perform.pages) == {
        *(f"entities/{name}/index.html" for name in ("etched", "glm", "vercel", "zai")),
        *("notes/base/index.html", "notes/rule/index.html", "issues/first/index.html"),
        "about/index.html",
    }
    text = "".join(perform.pages.values())
    assert "Hidden" not in text
    assert "Withdrawn" not in text
    assert "notes/gone/index.html" not in perform.pages


def test_a_page_is_searched_by_its_text_title_day_and_facets() -> None:
    text = indexed(SOUND)[1].pages["notes/rule/index.html"]
    assert '<p data-pagefind-meta="title">A rule on open weights</p>' in text
    assert '<p data-pagefind-meta="date">3 Nov 2026</p>' in text
    assert '<p data-pagefind-filter="kind">policy</p>' in text
    assert '<p data-pagefind-filter="year">2026</p>' in text
    assert "<sup" not in text
    assert "<header class" in text
    assert 'rel="stylesheet"' not in text


def test_another_style_or_navigation_is_no_new_index() -> None:
    _, before = indexed(SOUND)
    _, after = indexed(SOUND, theme={"site.css": "body{color:red}"})
    assert before.steps[0].key() == after.steps[0].key()
    _, other = indexed(
        sound_with({"briefs/classes.yaml": SOUND["briefs/classes.yaml"] + "# x\n"})
    )
    assert before.steps[0].key() == other.steps[0].key()


def test_another_word_or_another_indexer_is_a_new_index() -> None:
    _, before = indexed(SOUND)
    path = "briefs/notes/2026-11-02-base.yaml"
    _, after = indexed(sound_with({path: SOUND[path].replace("by others", "by many")}))
    _, newer = indexed(SOUND, indexer="2")
    assert len({each.steps[0].key() for each in (before, after, newer)}) == 3


def test_the_files_of_the_index_stand_in_the_site_with_their_types() -> None:
    done, _ = indexed(SOUND)
    assert done.site["pagefind/pagefind.js"].media_type == "text/javascript; charset=utf-8"
    assert done.site["pagefind/filter/en_1.pf_filter"].content == b"2"
    home = done.site["index.html"].content.decode()
    assert '<a href="/search/"' in home


def test_without_an_indexer_or_with_search_off_there_is_no_page_and_no_link() -> None:
    off = {SETTINGS: SOUND[SETTINGS] + "search: off\n"}
    for files, indexer in ((SOUND, None), (sound_with(off), "1")):
        done, perform = indexed(files, indexer=indexer)
        assert done.diagnostics == ()
        assert perform.steps == []
        assert "search/index.html" not in done.site
        assert not any(path.startswith("pagefind/") for path in done.site)
        assert b"/search/" not in done.site["index.html"].content


def test_a_project_with_nothing_to_find_has_no_search() -> None:
    done, perform = indexed({SETTINGS: SOUND[SETTINGS]})
    assert done.errors == 0
    assert perform.steps == []
    assert "search/index.html" not in done.site


def test_the_choices_are_those_that_public_objects_have() -> None:
    paid = (
        "kind: commentary\ntitle: T\ntier: paid\ndate: 2019-05-01\ntags: [secret]\nbody: B.\n"
    )
    done, _ = indexed(sound_with({"briefs/notes/paid.yaml": paid}))
    text = done.site["search/index.html"].content.decode()
    assert '<option value="announcement">Announcements</option>' in text
    assert "secret" not in text
    assert "2019" not in text
    assert "commentary" not in text


def settings(**changes: str) -> Settings:
    return Settings.model_validate(
        {"title": "T", "url": "https://x.example", **changes}  # as strings, like the tree
    )


def test_what_search_lacks_is_said_once_with_what_helps() -> None:
    assert advice(settings(), "1.5.2") is None
    missing = advice(settings(), None)
    assert missing is not None
    assert "pagefind is not installed" in missing[0]
    assert advice(settings(search="off"), None) is None
    plain = advice(settings(language="zh-Hans"), "1.5.2")
    assert plain is not None
    assert "pagefind[extended]" in plain[1]
    assert advice(settings(language="ja"), "1.5.2 extended") is None
