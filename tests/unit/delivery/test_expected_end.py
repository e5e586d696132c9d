"""When the last mail is expected: by whichever limit is the tightest."""

from decimal import Decimal
from typing import Any

import pytest

from brief.app.sending import last_expected, times
from brief.delivery.manifest import Addressed, Manifest, Part
from brief.delivery.recipients import Recipient
from brief.diagnostics.world import BriefError
from brief.schema.mail import Limits, Mail
from brief.schema.settings import Settings


def manifest(*domains: str) -> Manifest:
    addressed = tuple(
        Addressed(Recipient(f"s{number}", "", "", domain, "public", "en", "link", None), "")
        for number, domain in enumerate(domains)
    )
    return Manifest("1", "issue", (Part("public", (), addressed),), ())


def settings(**limits: Any) -> Settings:
    # The defaults: five minutes of hold, two hours until it is late.
    mail = Mail().model_copy(update={"limits": Limits.model_construct(**limits)})
    return Settings.model_construct(title="A", url="https://a.example", mail=mail)


@pytest.mark.parametrize(
    ("limits", "minutes"),
    [
        ({}, 5),
        ({"per_second": Decimal(1)}, 6),
        ({"per_domain": Decimal("0.1")}, 11),
        ({"per_second": Decimal(1), "per_domain": Decimal("0.1")}, 11),
        ({"per_day": 60}, 5),
    ],
)
def test_the_tightest_limit_decides(limits: dict[str, Any], minutes: int) -> None:
    """36 mails to one domain and 24 to others."""
    wanted = settings(**limits)
    at = times(wanted, 0.0)
    sent = manifest(*["big.example"] * 36, *(f"d{number}.example" for number in range(24)))
    assert last_expected(sent, wanted, at) == minutes * 60


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        ({"per_second": Decimal("0.001")}, "per_second"),
        ({"per_domain": Decimal("0.001")}, "per_domain"),
        ({"per_day": 39}, "per_day"),
    ],
)
def test_what_cannot_end_in_time_is_refused(limits: dict[str, Any], named: str) -> None:
    wanted = settings(**limits)
    with pytest.raises(BriefError) as caught:
        last_expected(manifest(*["big.example"] * 40), wanted, times(wanted, 0.0))
    assert caught.value.hint is not None
    assert f"mail.limits.{named}" in caught.value.hint
