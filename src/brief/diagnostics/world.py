"""What the world did: the one exception that the command line says and does not raise."""


class BriefError(Exception):
    """Something the world did: no disk, rights or library. Said once, by the command line."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
