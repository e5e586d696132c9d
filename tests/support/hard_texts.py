"""Texts that are hard to set: scripts, long words, tables, code, footnotes, pictures."""

import struct
import zlib

# "Pneumonoultramicroscopic …" is the longest word of English dictionaries; we write our own.
LONG_WORD = "Lieferkettensorgfaltspflichtengesetzesfolgenabschaetzungskommission"
ARABIC = "مختبر الذكاء الاصطناعي في الشرق ينشر أوزان نماذجه"
HEBREW = "קרן ההשקעות של תל אביב"
CHINESE = "人工智能实验室发布模型权重"

CODE = """```yaml
kind: commentary
title: A line of code that is far too long for any column of a page, and goes on, and on, and on
```

Inline `code_that_is_also_far_too_long_for_a_phone_and_cannot_be_broken_anywhere_at_all` too."""

MIXED = f"""\
[[chinese-lab]] is said to take more space[^size], next to [[firm-02|the foundry]] and
[[arabic-lab]]; **bold**, *stress*, ~~gone~~ and `{{{{ raw }}}}` stay text: <b>not bold</b>.

![A wide picture: lead times by week](wide.png)

![A tall picture](tall.png "with a title")

## {ARABIC}

> A quotation of {HEBREW}
>
> > inside another.

1. first, the [county office](https://county.example/leases/9 "the register")
   - then, from [[announced#lease]], ten years
     - and deeper
       - and deeper still, {LONG_WORD}
2. second

### {LONG_WORD}

| What | Known | {CHINESE} |
| :--- | :---: | -----: |
| area | no    | 1,200 |
| term | [[note:enacted]] | 3 |

---

https://bare.example/{"long/" * 40}

[^size]: Without its size the lease says little. {ARABIC}
"""


def table(rows: int, columns: int) -> str:
    """Return a table of numbers and words in Markdown."""
    head = "| " + " | ".join(f"Column {n}" for n in range(columns)) + " |"
    line = "|" + " ---: |" * columns
    body = [
        "| " + " | ".join(f"{row * column:,}" for column in range(columns)) + " |"
        for row in range(rows)
    ]
    return "\n".join([head, line, *body])


def footnoted(count: int) -> str:
    """Return paragraphs with so many footnotes."""
    marks = [f"Sentence {n} rests on a note[^n{n}]." for n in range(count)]
    notes = [
        f"[^n{n}]: What note {n} says, {LONG_WORD if n % 50 == 0 else 'briefly'}."
        for n in range(count)
    ]
    paragraphs = [" ".join(marks[at : at + 10]) for at in range(0, count, 10)]
    return "\n\n".join([*paragraphs, *notes])


def picture(width: int, height: int) -> bytes:
    """Return a grey PNG of some size in pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)

    # One byte a pixel: grey, eight bits deep; each row begins with its filter, none.
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + bytes([128]) * width for _ in range(height))
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
