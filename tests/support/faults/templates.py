"""Faults of templates of a project: the line of the template, and what was being rendered."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from support.compiling import builtin_theme
from support.faults.model import MARK, Fault, Make, Project, Sort, changed, place_of

BLOCK = "{% block main %}\n"


class Host(NamedTuple):
    """A built-in template, and the name of what is being rendered when it fails."""

    name: str
    rendering: str


HOSTS = (
    Host("layout.html", "while rendering the "),
    Host("home.html", "while rendering the home page"),
    Host("note.html", "while rendering note `"),
    Host("note_page.html", "while rendering note `"),
    Host("entity.html", "while rendering entity `"),
    Host("entity_page.html", "while rendering entity `"),
    Host("issue_body.html", "while rendering issue `"),
    Host("edition.html", "while rendering issue `"),
    Host("edition.txt", "while rendering issue `"),
)


def _places(text: str) -> list[int]:
    """Return where a template runs: inside the block that its parent shows, or anywhere."""
    if text.startswith("{% extends"):
        return [text.index(BLOCK) + len(BLOCK)] if BLOCK in text else []
    ends = [0, len(text)]
    return ends if not text.startswith("<!") else ends[1:]


def template(sort: str, code: str, *texts: str) -> Make:
    def make(project: Project, random: Random) -> Iterator[Fault]:
        for host in HOSTS:
            content = builtin_theme().get(host.name)
            for at in _places(content.decode()) if content else ():
                margin = " " * random.randrange(4)
                whole = content.decode() if content else ""
                new = f"{margin}<p>{random.choice(texts)}</p>\n"
                text, offset = changed(whole[:at] + new + whole[at:])
                place = place_of(f"templates/{host.name}", text, offset, code)
                theme = {host.name: text}
                yield Fault(sort, project.name, {}, place, theme=theme, says=host.rendering)

    return make


def _sort(name: str, code: str, *texts: str) -> Sort:
    return Sort(name, template(name, code, *texts), 4)


SORTS = (
    _sort(
        "template that cannot be read",
        "B301",
        f"{{% {MARK}iff true %}}{{% endif %}}",
        f"{{% {MARK}endfor %}}",
        f"{MARK}{{{{ 1 + }}}}",
        f"{{{{ (1 {MARK}}}}} }}}}",
    ),
    _sort(
        "template that is missing",
        "B302",
        f'{{% include "{MARK}nowhere.html" %}}',
        f'{{% import "{MARK}nowhere.html" as n %}}',
    ),
    _sort(
        "unknown filter or test in a template",
        "B303",
        f"{{{{ 'a' | {MARK}shout }}}}",
        f"{{% if 1 is {MARK}nice %}}{{% endif %}}",
    ),
    _sort(
        "unknown name in a template",
        "B304",
        f"{{{{ {MARK}nobody }}}}",
        f"{{{{ {MARK}nobody.name }}}}",
        f"{{% for x in {MARK}nobody %}}{{% endfor %}}",
    ),
    _sort(
        "template that fails",
        "B305",
        f"{MARK}{{{{ 1 / 0 }}}}",
        f"{MARK}{{{{ ''.__class__ }}}}",
    ),
)
