"""Bounces in free form by flufl.bounce, the last resort: an extra, imported here alone."""

from email import message_from_bytes

from brief.delivery.returned import Detector


def detector() -> Detector | None:
    """Return what finds failed addresses in bounces of free form; nothing without it."""
    try:
        from flufl.bounce import scan_message  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        return None

    def found(content: bytes) -> tuple[str, ...]:
        try:
            failed = scan_message(message_from_bytes(content))
        except Exception:  # noqa: BLE001 - its detectors raise what they like on strange mail
            return ()
        return tuple(sorted(each.decode("utf-8", "replace") for each in failed))

    return found
