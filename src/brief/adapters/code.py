"""The program itself as a digest: with other code, nothing that was remembered holds."""

import hashlib
import sys
from pathlib import Path


def code_digest() -> str:
    """Return the digest of this program, of the interpreter, and of every installed package.

    Packages are told by the names of their folders, which hold name and version: any of them
    may decide on a word of a page, and a list of those that do would once be wrong.
    """
    digest = hashlib.sha256(sys.version.encode())
    folders = [Path(each) for each in sys.path if each and Path(each).is_dir()]
    names = {path.name for folder in folders for path in folder.glob("*.dist-info")}
    digest.update("\n".join(sorted(names)).encode())
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*.py")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(package).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
