"""The structure of a document while it is made: nodes, pieces of content, annotations."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, eq=False)
class Piece:
    """Text or an image on one page. What is never painted keeps no number."""

    page: int
    number: int | None = None
    """Its marked-content identifier, given when it is painted."""


@dataclass(slots=True, eq=False)
class Annotation:
    """The area of a link on one page; the renderer keeps its dictionary on the box."""

    page: int
    box: Any


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure; without a role it is dissolved into its parent."""

    role: str
    parent: "Node | None" = None
    kids: list["Node | Piece | Annotation"] = field(default_factory=list)
    inner: "Node | None" = None
    """Where its content goes, if not into the node itself: the body of a list item."""
    element: Any = None
    is_block: bool = False
    language: str | None = None
    alternative: str | None = None
    """Read in place of a picture or a sign."""
    actual_text: str | None = None
    expansion: str | None = None
    contents: str | None = None
    """What a link leads to, in words."""
    identifier: str | None = None
    numbering: str | None = None
    scope: str | None = None
    headers: tuple[str, ...] = ()
    columns: int = 1
    rows: int = 1
    bounds: tuple[float, float, float, float] | None = None
    """Of a figure: left, bottom, right, top in points from the page's lower left corner."""

    @property
    def body(self) -> "Node":
        """Return the node that takes its content."""
        return self if self.inner is None else self.inner.body

    def add(self, role: str, **rest: Any) -> "Node":
        """Append a new node to its content and return it."""
        node = Node(role, self.body, **rest)
        self.body.kids.append(node)
        return node

    def nearest(self, *roles: str) -> "Node | None":
        """Return the node itself or the closest above it that has one of the roles."""
        node: Node | None = self
        while node is not None and node.role not in roles:
            node = node.parent
        return node
