"""Trees to values: every error that pydantic can raise over our models is told in our words."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from brief.diagnostics.catalogue import CODES
from brief.kinds.policy import Policy
from brief.schema.decode import decode, translated_types
from brief.schema.parts import Source
from brief.schema.settings import Settings
from brief.text.tree import Fields, place
from brief.text.yaml import read_yaml
from support.models import models

MODELS = models()

# What each sort of core schema can raise when it is given strings, lists and mappings. A sort
# that is missing here is new: find out what it raises, and translate that.
RAISES: dict[str, set[str]] = {
    "model": {"model_type"},
    "model-fields": {"missing", "extra_forbidden"},
    "literal": {"literal_error"},
    "tuple": {"tuple_type"},
    "dict": {"dict_type"},
    "function-plain": set(),  # our own codes
    "function-before": set(),
    "function-after": set(),
    "nullable": set(),
    "default": set(),
    "tagged-union": set(),  # the discriminator is a function that always knows
    "definitions": set(),
    "definition-ref": set(),
    "model-field": set(),
}

PROBES: tuple[Any, ...] = (
    "",
    "x",
    "none",
    [],
    {},
    ["x"],
    [[]],
    [{}],
    [["x"]],
    [{"x": "y"}],
    {"x": "y"},
    {"x": []},
    {"x": {}},
    {"X!": "y"},
    {"[key]": []},
    {"a\\b": {"c": "d"}},
)


def tree(value: object) -> Fields:
    """Return the tree of a value, written as JSON, which is YAML."""
    reading = read_yaml("note.yaml", json.dumps(value).encode())
    assert reading.problems == ()
    assert reading.tree is not None
    return reading.tree


def sorts(whole: Any) -> set[str]:
    """Return the sorts of all schemas below a core schema that take part in reading."""
    named = {each["ref"]: each for each in whole.get("definitions", ())}
    found: set[str] = set()
    followed: set[str] = set()
    waiting = [whole.get("schema", whole) if named else whole]
    while waiting:
        schema = waiting.pop()
        if isinstance(schema, list | tuple):
            waiting += schema
        if not isinstance(schema, dict):
            continue
        sort, name = schema.get("type"), schema.get("schema_ref")
        found |= {sort} if isinstance(sort, str) else set()
        if name is not None and name not in followed:
            followed.add(name)
            waiting.append(named[name])
        # What a function of ours describes besides is how a value is written, not read.
        aside = ("metadata", "serialization", "config", "function", "expected", "default")
        if sort != "function-plain":
            waiting += [value for key, value in schema.items() if key not in aside]
    return found


def possible() -> set[str]:
    """Return the error types that our models can raise."""
    found = set().union(*(sorts(model.__pydantic_core_schema__) for model in MODELS))
    assert found <= set(RAISES), f"what can these raise? {found - set(RAISES)}"
    return set().union(*(RAISES[sort] for sort in found))


def provoked(model: type[BaseModel]) -> Iterator[tuple[dict[str, Any], set[str]]]:
    """Yield wrong values for a model, and the types of pydantic's errors over each."""
    values: list[dict[str, Any]] = [{}, {"nobody knows": "x"}]
    for name, field in model.model_fields.items():
        values += [{field.alias or name: probe} for probe in PROBES]
    for value in values:
        try:
            model.model_validate(value)
        except ValidationError as error:
            yield value, {each["type"] for each in error.errors(include_url=False)}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_error_over_a_model_becomes_a_problem_at_its_place(
    model: type[BaseModel],
) -> None:
    for value, _ in provoked(model):
        root = tree(value)
        found, problems = decode(root, model)
        assert found is None
        assert problems
        for problem in problems:
            assert problem.code in CODES
            assert "Input" not in problem.message  # pydantic's own words
            assert "\0" not in problem.message
            span = place("note.yaml", root, problem.at)
            assert (1, 1) <= span[1:3] <= span[3:] <= (1, len(json.dumps(value)) + 1)


def test_every_error_type_that_our_models_can_raise_is_provoked_and_translated() -> None:
    seen = set().union(*(kinds for model in MODELS for _, kinds in provoked(model)))
    from_pydantic = {sort for sort in seen if sort not in CODES}
    assert from_pydantic == possible()
    assert from_pydantic <= {*translated_types(), "missing", "extra_forbidden"}


def test_an_error_type_without_a_translation_is_our_own_mistake() -> None:
    class Strange(BaseModel):
        a: float

    with pytest.raises(AssertionError, match="float_parsing"):
        decode(tree({"a": "x"}), Strange)


def test_what_stands_outside_the_file_is_given_and_the_file_wins() -> None:
    value, problems = decode(tree({"title": "A"}), Source, given={"id": "x", "publisher": "P"})
    assert problems == ()
    assert (value.id, value.publisher) == ("x", "P") if value else False
    value, _ = decode(tree({"title": "A", "id": "own"}), Source, given={"id": "x"})
    assert value is not None
    assert value.id == "own"


def told(model: type[BaseModel], value: object) -> list[tuple[str, str]]:
    return [(each.code, each.message) for each in decode(tree(value), model)[1]]


def test_a_misspelt_key_absorbs_the_missing_key_it_resembles_and_no_other() -> None:
    assert told(Settings, {"titel": "A"}) == [
        ("B111", "unknown field `titel`"),
        ("B110", "the field `url` is missing"),
    ]
    assert told(Settings, {"titel": "A", "uri": "https://x.example"}) == [
        ("B111", "unknown field `titel`"),
        ("B111", "unknown field `uri`"),
    ]


def test_a_field_that_yaml_could_not_keep_is_not_missed_a_second_time() -> None:
    reading = read_yaml("newsletter.yaml", b"title:\nurl: https://x.example\n")
    assert reading.tree is not None
    assert decode(reading.tree, Settings) == (None, ())


def test_a_problem_is_named_by_the_last_key_that_was_written() -> None:
    sound = {"kind": "policy", "title": "A", "jurisdiction": "US", "instrument": "bill"}
    cases: dict[str, dict[str, Any]] = {
        "`sources` is `x` where a list is due": {"sources": "x"},
        "an item of `sources` is not an id: `X`": {"sources": ["X"]},
        "an item of `targets` is not an id: `X`": {"sources": [], "targets": ["X"]},
        "`companions` is not an id: `X`": {"sources": [], "companions": "X"},
        "an item of `companions` is not an id: `X`": {"sources": [], "companions": ["X"]},
        "the key is not an id: `X`": {"sources": [], "so_what": {"X": "a"}},
        "`x` is empty": {"sources": [], "so_what": {"x": ""}},
    }
    for message, fields in cases.items():
        assert [said for _, said in told(Policy, sound | fields)] == [message]
