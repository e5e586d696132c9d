"""The types of edge between entities, and in which direction each carries exposure."""

from typing import Literal, get_args

EdgeType = Literal[
    "supplies",
    "depends-on",
    "hosted-by",
    "derived-from",
    "distilled-from",
    "variant-of",
    "trained-on",
    "developed-by",
    "controlled-by",
    "owned-by",
    "subservice-organization-of",
    "manufactured-by",
    "designed-by",
    "located-at",
    "invests-in",
    "partners-with",
    "distributes",
    "uses",
    "employs",
    "competes-with",
]

CARRIES_NOTHING: tuple[EdgeType, ...] = ("competes-with", "partners-with", "employs")

# How an edge reads from its owner, and from the other end.
FORWARD: dict[EdgeType, str] = {
    "supplies": "supplies",
    "depends-on": "depends on",
    "hosted-by": "hosted by",
    "derived-from": "derived from",
    "distilled-from": "distilled from",
    "variant-of": "variant of",
    "trained-on": "trained on",
    "developed-by": "developed by",
    "controlled-by": "controlled by",
    "owned-by": "owned by",
    "subservice-organization-of": "subservice organization of",
    "manufactured-by": "manufactured by",
    "designed-by": "designed by",
    "located-at": "located at",
    "invests-in": "invests in",
    "partners-with": "partners with",
    "distributes": "distributes",
    "uses": "uses",
    "employs": "employs",
    "competes-with": "competes with",
}
BACKWARD: dict[EdgeType, str] = {
    "supplies": "supplied by",
    "depends-on": "needed by",
    "hosted-by": "hosts",
    "derived-from": "origin of",
    "distilled-from": "distilled into",
    "variant-of": "variant of",
    "trained-on": "used to train",
    "developed-by": "develops",
    "controlled-by": "controls",
    "owned-by": "owns",
    "subservice-organization-of": "uses as subservice organization",
    "manufactured-by": "manufactures",
    "designed-by": "designs",
    "located-at": "location of",
    "invests-in": "has as investor",
    "partners-with": "partners with",
    "distributes": "distributed by",
    "uses": "used by",
    "employs": "works for",
    "competes-with": "competes with",
}

Relation = Literal[
    "finetune", "adapter", "merge", "quantized", "continued-pretraining", "unknown"
]
"""How one model is derived from another."""

RELATIONS: tuple[str, ...] = get_args(Relation)
DERIVATIONS: tuple[EdgeType, ...] = ("derived-from", "distilled-from")
