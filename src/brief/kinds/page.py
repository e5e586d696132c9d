"""A page: free Markdown with a head, such as "About" or "Method"."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from brief.schema.base import Object
from brief.schema.kind import Html, Kind, Surroundings
from brief.schema.types import Line, MarkdownBody, ProseText


class Page(Object):
    """A free page."""

    title: Line
    description: ProseText | None = None
    status: Literal["draft", "ready", "withheld", "canceled"] = "ready"
    tier: Line | None = None
    body: Annotated[MarkdownBody, Field(description="the text below the head")]


@dataclass(frozen=True, slots=True)
class PageView:
    """What the template of a page sees."""

    id: str
    title: str
    description: Html | None
    body: Html


def view(page: Page, around: Surroundings) -> PageView:
    """Return what the template sees."""
    return PageView(
        id=page.id or "",
        title=page.title,
        description=around.inline(page.description) if page.description else None,
        body=around.block(page.body),
    )


KIND = Kind(
    name="page",
    family="page",
    model=Page,
    view=view,
    template="page.html",
    plural="Pages",
    path="",
)
