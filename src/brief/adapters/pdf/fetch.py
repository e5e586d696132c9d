"""What the renderer of PDFs may look at: declared assets, from memory, and nothing else."""

from collections.abc import Mapping
from typing import Any

from weasyprint.urls import URLFetcher, URLFetcherResponse


class DeclaredAssets(URLFetcher):  # type: ignore[misc]
    """Serve declared assets; refuse everything else. No socket is ever opened.

    `refused` holds the addresses that were asked for and not declared.
    """

    def __init__(self, base: str, assets: Mapping[str, tuple[str, bytes]]) -> None:
        super().__init__(
            timeout=1, allowed_protocols={"https"}, allow_redirects=False, fail_on_errors=True
        )
        self._base = base
        self._assets = assets
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return a declared asset.

        Raises:
            ValueError: It was not declared.
        """
        del headers
        name = url.removeprefix(self._base) if url.startswith(self._base) else ""
        if name not in self._assets:
            # Kept too, since drawings inside a page swallow what is raised here.
            self.refused.append(url[:80])
            raise ValueError(f"not a declared asset: {url[:80]}")
        media_type, data = self._assets[name]
        return URLFetcherResponse(url, data, {"Content-Type": media_type})

    def open(self, *_args: Any, **_kwargs: Any) -> Any:
        """Refuse.

        Raises:
            ValueError: Always.
        """
        raise ValueError("blocked")
