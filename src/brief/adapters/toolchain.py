"""What sets PDFs on this machine: versions of packages and of native libraries as loaded."""

import ctypes
import ctypes.util
import zlib
from importlib.metadata import version

from brief.diagnostics.world import BriefError

PACKAGES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "pillow")


def toolchain() -> dict[str, str]:
    """Return names and versions; they are part of the key of every PDF.

    Raises:
        BriefError: A native library is missing.
    """
    found = {name: version(name) for name in PACKAGES}
    found["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    found["pango"] = _text("pango-1.0", "pango_version_string")
    found["harfbuzz"] = _text("harfbuzz", "hb_version_string")
    if ctypes.util.find_library("harfbuzz-subset") is None:
        hint = "on Debian: apt-get install libharfbuzz-subset0"
        raise BriefError("PDFs need the library harfbuzz-subset, which is not here", hint)
    return found


def _text(library: str, function: str) -> str:
    name = ctypes.util.find_library(library)
    if name is None:
        hint = "on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        raise BriefError(f"PDFs need the library {library}, which is not here", hint)
    call = getattr(ctypes.CDLL(name), function)
    call.restype = ctypes.c_char_p
    return bytes(call()).decode()
