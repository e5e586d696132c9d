"""References, in fields and in texts: unknown, ambiguous, renamed, of another family."""

# ruff: noqa: E501 - an annotation is as long as what it says

from support.annotated import check


def test_an_unknown_entity_gets_the_closest_known_one() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            about: [etchd]
            #       ^^^^^ error B203: no entity has the id `etchd`
            # hint: did you mean `etched`?
            body: Text.
        """,
    )


def test_a_name_where_an_id_is_due_gets_the_id() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            about: [z-ai, etched-ai]
            #       ^^^^ error B203: no entity has the id `z-ai`
            # hint: did you mean `zai`?
            #             ^^^^^^^^^ error B203: no entity has the id `etched-ai`
            # hint: did you mean `etched`?
            body: Text.
        """,
    )


def test_an_id_of_another_family_says_which_family_it_is() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            about: [posts]
            #       ^^^^^ error B203: no entity has the id `posts`
            # hint: `posts` is a source
            body: Text.
        """,
    )


def test_an_unknown_source_is_reported_at_its_item() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            sources: [posts, artcle]
            #                ^^^^^^ error B203: no source has the id `artcle`
            # hint: did you mean `article`?
            body: Text.
        """,
    )


def test_a_reference_in_a_text_is_reported_at_its_line_and_column() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: |
              One maker, a few customers.

              It is said that [[etchd]] waits, and that [[zai|the lab]] does not.
            #                 ^^^^^^^^^ error B203: no object has the id `etchd`
            # hint: did you mean `etched`?
        """,
    )


def test_a_reference_in_a_folded_text_is_reported_at_the_field() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: >
            #     ^… error B203: no object has the id `etchd`
            # hint: did you mean `etched`?
              One maker, a few customers: [[etchd]] waits.
        """,
    )


def test_an_unknown_family_in_a_text_is_told_from_an_unknown_id() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: See [[compny:etched]].
            #         ^^^^^^^^^^^^^^^^^ error B202: there is no family `compny`
            # hint: write `note`, `entity`, `class`, `source`, `forecast`, `scenario`, `issue`, `page` or `base-rate`
        """,
    )


def test_an_empty_reference_asks_for_an_id() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            body: The queue at [[]] is long.
            #                  ^^^^ error B203: the reference is empty
            # hint: write `[[some-id]]`
        """,
    )


def test_an_id_of_several_families_is_ambiguous_in_a_text() -> None:
    check(
        "notes/2026-11-20-vercel.yaml",
        """
            kind: commentary
            title: Vercel
            body: Text.
        """,
        beside={
            "notes/2026-11-21-other.yaml": """
                kind: commentary
                title: Queues
                body: See [[vercel]], but [[note:vercel]] is clear.
                #         ^^^^^^^^^^ error B206: `vercel` is the id of several objects
                # hint: write `[[note:vercel]]` or `[[entity:vercel]]`
            """,
        },
    )


def test_a_former_id_says_what_the_object_is_called_now() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            about: [old-name]
            #       ^^^^^^^^ error B203: no entity has the id `old-name`
            # hint: it is called `new` now
            body: Text.
        """,
        beside={
            "entities/new.yaml": """
                type: ai-lab
                name: New Name
                former_ids: [old-name]
            """,
        },
    )


def test_a_claim_that_the_note_does_not_have_lists_those_it_has() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            claims: [{text: A lease was signed., sources: [posts]}]
            assessments: [{text: It grows., basis: [c1, c2]}]
            #                                           ^^ error B154: no claim of this note has the id `c2`
            # hint: its claims: `c1`
        """,
    )


def test_a_claim_of_another_note_is_looked_up_there() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            assessments: [{text: It grows., basis: [base#c1, base#c9]}]
            #                                                ^^^^^^^ error B207: `base` has no claim `c9`
            # hint: its claims: `c1`
        """,
    )


def test_two_claims_of_one_id_are_told_apart() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            claims:
              - {id: lease, text: A lease was signed.}
              - {id: lease, text: The lease is long.}
            #        ^^^^^ error B152: two claims have the id `lease`
            # hint: rename one of them, or leave the ids out: they are numbered c1, c2 …
        """,
    )


def test_an_id_used_twice_names_the_first_file() -> None:
    check(
        "notes/2026-11-20-base.yaml",
        """
            kind: commentary
            ^^^^^^^^^^^^^^^^… error B201: the id `base` of a note is used twice
            # hint: the first is in briefs/notes/2026-11-02-base.yaml; rename one, or give it `id:`
            title: Queues
            body: Text.
        """,
    )


def test_a_name_has_one_owner() -> None:
    check(
        "entities/other.yaml",
        """
            type: ai-lab
            name: Other
            aliases: [etched]
            #         ^^^^^^ error B205: the name `etched` belongs to `etched` already
            # hint: a name has one owner: give it to one of the two
        """,
    )


def test_a_former_id_cannot_be_the_id_of_another_object() -> None:
    check(
        "entities/other.yaml",
        """
            type: ai-lab
            name: Other
            former_ids: [etched]
            #            ^^^^^^ error B204: the former id `etched` is in use: it is the id of an entity
            # hint: see briefs/entities/people.yaml; an address leads to one place
        """,
    )


def test_sources_that_republish_each_other_are_one_cycle() -> None:
    check(
        "sources/more.yaml",
        """
            a: {title: A, republishes: b}
            #                          ^ error B210: sources republish each other: a → b → c → a
            # hint: take `republishes` out of the one that came first
            b: {title: B, republishes: c}
            c: {title: C, republishes: a}
        """,
    )


def test_nothing_complains_of_a_reference_to_a_broken_note() -> None:
    check(
        "notes/2026-11-20-broken.yaml",
        """
            kind: commentary
            title: ""
            #      ^^ error B127: `title` is empty
            # hint: leave the field out, or write something
            body: Text.
        """,
        beside={
            "notes/2026-11-21-other.yaml": """
                kind: commentary
                title: Queues
                related: [broken]
                body: See [[broken]].
            """,
        },
    )


def test_nothing_complains_of_a_reference_to_a_file_that_is_no_yaml() -> None:
    check(
        "notes/2026-11-20-broken.yaml",
        """
            kind: [commentary
            #     ^ error B014: the `[` that opens here is not closed
            # hint: close it
        """,
        beside={
            "notes/2026-11-21-other.yaml": """
                kind: commentary
                title: Queues
                related: [broken]
                body: See [[broken]].
            """,
        },
    )


def test_nothing_complains_of_a_class_that_names_what_an_unread_file_may_hold() -> None:
    check(
        "entities/more.yaml",
        """
            Just a text.
            ! error B019: the file is not a mapping of fields
            # hint: write an id, then fields below it
        """,
        beside={
            "classes.yaml": """
                open-weights:
                  name: Models with open weights
                  match: {attr: id, in: [kimi]}
            """,
        },
    )


def test_a_source_written_out_has_no_id_of_its_own() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            sources: [{id: story, title: A story}]
            #              ^^^^^ error B159: a source written out here takes no `id`
            # hint: move the source to `sources/`, where others can name it
            body: Text.
        """,
    )


def test_a_source_without_title_or_address_cannot_be_found() -> None:
    check(
        "notes/2026-11-20-example.yaml",
        """
            kind: commentary
            title: Queues
            sources: [{publisher: A paper}]
            #         ^^^^^^^^^^^^^^^^^^^^ error B150: the source has neither `title` nor `url`
            # hint: give at least one of them, so that a reader can find it
            body: Text.
        """,
    )


def test_a_broken_note_is_still_asked_what_it_refers_to() -> None:
    """One run tells all: a word misspelt in one field hides nothing that others say."""
    check(
        "notes/2026-11-20-example.yaml",
        """
        kind: announcement
        title: Etched moves
        event: facility-expansionn
        #      ^^^^^^^^^^^^^^^^^^^ error B115: `event` is none of the words it may be: `facility-expansionn`
        #      hint: did you mean `facility-expansion`?
        about: [etchd]
        #       ^^^^^ error B203: no entity has the id `etchd`
        #       hint: did you mean `etched`?
        sources: none
        body: |
          See [[nobody]] and [^x].
        #     ^^^^^^^^^^ error B203: no object has the id `nobody`
        #     hint: write the id of an object; `brief new` makes one
        #                    ^^^^ error B030: no footnote is defined as `[^x]`
        #                    hint: add a paragraph `[^x]: …`
        """,
    )
