"""Entities, their edges, and the predicates of classes."""

# ruff: noqa: E501 - an annotation is as long as what it says

from support.annotated import check


def test_an_edge_has_one_type() -> None:
    check(
        "entities/firm.yaml",
        """
            type: cloud
            name: A cloud
            edges:
              - {uses: etched, hosted-by: vercel}
            #    ^^^^ error B180: the edge has more than one type: `hosted-by`, `uses`
            # hint: write one edge an item
        """,
    )


def test_an_edge_without_a_type_is_none() -> None:
    check(
        "entities/firm.yaml",
        """
            type: cloud
            name: A cloud
            edges:
              - {basis: inferred}
            #   ^^^^^^^^^^^^^^^^^ error B180: the edge has no type
            # hint: write one, such as `developed-by: some-id`
        """,
    )


def test_an_edge_with_a_type_needs_its_end() -> None:
    check(
        "entities/firm.yaml",
        """
            type: cloud
            name: A cloud
            edges:
              - {type: uses}
            #   ^^^^^^^^^^^^ error B110: the field `to` is missing
            # hint: add a line `to: …`
        """,
    )


def test_an_end_without_a_type_is_no_edge() -> None:
    check(
        "entities/firm.yaml",
        """
            type: cloud
            name: A cloud
            edges:
              - {to: etched}
            #        ^^^^^^ error B180: `to` stands without `type`
            # hint: write `type:`, or use the type as the key
        """,
    )


def test_an_edge_does_not_lead_to_its_own_entity() -> None:
    check(
        "entities/firm.yaml",
        """
            type: cloud
            name: A cloud
            edges:
              - uses: [etched, firm]
            #                  ^^^^ error B181: the edge leads to its own entity
            # hint: name another entity, or delete the edge
        """,
    )


def test_an_edge_of_an_unknown_type_gets_the_closest_one() -> None:
    check(
        "entities/firm.yaml",
        """
            type: cloud
            name: A cloud
            edges:
              - hostd-by: etched
            #   ^^^^^^^^ error B111: unknown field `hostd-by`
            # hint: did you mean `hosted-by`?
              - {type: depend-on, to: etched}
            #          ^^^^^^^^^ error B115: `type` is none of the words it may be: `depend-on`
            # hint: did you mean `depends-on`?
        """,
    )


def test_a_relation_is_said_of_derivations_alone() -> None:
    check(
        "entities/firm.yaml",
        """
            type: model
            name: A model
            edges:
              - {developed-by: zai, relation: finetune}
            #                                 ^^^^^^^^ error B182: `relation` says how a model is derived, and `developed-by` is no derivation
            # hint: leave `relation` out, or use `derived-from`
              - {derived-from: glm, relation: finetune}
        """,
    )


def test_an_edge_does_not_end_before_it_begins() -> None:
    check(
        "entities/firm.yaml",
        """
            type: cloud
            name: A cloud
            edges:
              - {uses: etched, valid: {start: 2026-05, end: 2025}}
            #                                               ^^^^ error B176: `end` is before `start`
            # hint: move `end` after `start`
        """,
    )


def test_weights_are_said_of_models_alone() -> None:
    check(
        "entities/firm.yaml",
        """
            type: cloud
            name: A cloud
            weights: open
            #        ^^^^ error B183: `weights` is said of what is no model
            # hint: say it of the model
        """,
    )


def test_a_licence_is_an_spdx_expression() -> None:
    check(
        "entities/firm.yaml",
        """
            type: model
            name: A model
            weights: open
            licence: MIT style
            #        ^^^^^^^^^ error B125: `licence` is not an SPDX expression: `MIT style`
            # hint: see spdx.org/licenses, or write `LicenseRef-` and a name for one of your own
        """,
    )


def test_an_end_of_an_edge_must_be_an_entity() -> None:
    check(
        "entities/firm.yaml",
        """
            type: cloud
            name: A cloud
            edges:
              - hosted-by: [etchd, posts]
            #               ^^^^^ error B203: no entity has the id `etchd`
            # hint: did you mean `etched`?
            #                      ^^^^^ error B203: no entity has the id `posts`
            # hint: `posts` is a source
        """,
    )


def test_each_entity_of_a_file_of_many_is_checked() -> None:
    check(
        "entities/many.yaml",
        """
            first: {type: cloud, name: First}
            second: {type: clod, name: Second}
            #              ^^^^ error B115: `type` is none of the words it may be: `clod`
            # hint: did you mean `cloud`?
            Third: {type: cloud, name: Third}
            ^^^^^ error B121: the key is not an id: `Third`
            # hint: use lower-case letters, digits and single hyphens, 80 at most: `third`
        """,
    )


def test_a_predicate_says_one_thing() -> None:
    check(
        "classes.yaml",
        """
            open-weights: {name: Open, match: {attr: weights, in: [open]}}
            both: {name: Both, match: {attr: weights, in: [open], edge: uses, to: etched}}
            #                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error B185: the condition says `attr` and `edge`
            # hint: a condition is exactly one of `all`, `any`, `not`, `attr` or `edge`
            nothing: {name: Nothing, match: {}}
            #                               ^^ error B185: the condition says nothing
            # hint: a condition is exactly one of `all`, `any`, `not`, `attr` or `edge`
        """,
    )


def test_a_predicate_asks_for_attributes_that_entities_have() -> None:
    check(
        "classes.yaml",
        """
            open-weights:
              name: Open
              match: {all: [{attr: weight, in: [open]}, {attr: jurisdiction.controlled_from, in: [CN]}]}
            #                      ^^^^^^ error B186: entities have no attribute `weight`
            # hint: did you mean `weights`?
        """,
    )


def test_a_predicate_asks_for_values_that_an_attribute_can_have() -> None:
    check(
        "classes.yaml",
        """
            open-weights: {name: Open, match: {attr: weights, in: [opened, gated]}}
            #                                                      ^^^^^^ error B187: no entity can have `weights: opened`
            # hint: did you mean `open`?
        """,
    )


def test_an_attribute_needs_its_values_and_an_edge_its_end() -> None:
    check(
        "classes.yaml",
        """
            open-weights:
              name: Open
              match:
                any:
                  - attr: weights
            #       ^^^^^^^^^^^^^… error B110: the field `in` is missing
            # hint: add `in: [value, …]`
                  - not: {edge: developed-by}
            #            ^^^^^^^^^^^^^^^^^^^^ error B110: the field `to` is missing
            # hint: add `to:` and an id or condition
        """,
    )


def test_an_end_of_a_predicate_is_an_entity_or_a_predicate() -> None:
    check(
        "classes.yaml",
        """
            open-weights:
              name: Open
              match:
                all:
                  - {edge: developed-by, to: zay}
            #                                ^^^ error B203: no entity has the id `zay`
            # hint: did you mean `zai`?
                  - {edge: developed-by, to: {attr: tpye, in: [ai-lab]}}
            #                                       ^^^^ error B186: entities have no attribute `tpye`
            # hint: did you mean `type`?
        """,
    )
