"""The program itself as a digest: with other code, nothing that was remembered holds."""

import hashlib
import sys
from importlib.metadata import version
from pathlib import Path

# What decides on the bytes of pages besides our own code.
PACKAGES = ("jinja2", "markdown-it-py", "markupsafe", "mdit-py-plugins", "pydantic", "pyyaml")


def code_digest() -> str:
    """Return the digest of this program, its libraries and its interpreter."""
    digest = hashlib.sha256(sys.version.encode())
    for name in PACKAGES:
        digest.update(f"{name} {version(name)}\n".encode())
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*.py")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(package).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
