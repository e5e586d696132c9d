"""The build instant: as asked for, else SOURCE_DATE_EPOCH, else now."""

import os
from datetime import UTC, date, datetime, time

from brief.diagnostics.world import BriefError


def build_instant(as_of: date | None) -> datetime:
    """Return the instant that opens and closes gates.

    A day means its end in UTC, so that what is dated on it shows.

    Raises:
        BriefError: SOURCE_DATE_EPOCH is set and is no number of seconds.
    """
    if as_of is not None:
        return datetime.combine(as_of, time(23, 59, 59), tzinfo=UTC)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), tz=UTC)
        except (ValueError, OverflowError, OSError):
            hint = "set it to seconds since 1970, or unset it"
            raise BriefError(f"SOURCE_DATE_EPOCH is not a number: {epoch!r}", hint) from None
    return datetime.now(tz=UTC).replace(microsecond=0)
