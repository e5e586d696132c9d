"""How fast mail leaves, and how long a refusal is waited out. Instants: seconds since 1970."""

from typing import NamedTuple

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0

# What a server that asks for patience gets. Source: delivery rules, section 5.
WAITS_S = (5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR)
LONGEST_S = 48 * HOUR

# Waits after a relay could not be reached: doubled each time, up to the longest.
RELAY_FIRST_S, RELAY_LONGEST_S = 2.0, 5 * MINUTE

# Tokens that may be saved up, in seconds of the rate: what is not used in time is lost, so that
# no pause is followed by a burst, and a set rate is kept within 2 % from 1,000 mails on.
SAVED_S = 0.2


class Rate(NamedTuple):
    """So many in a second, over a time, evenly."""

    per_second: float

    @property
    def most(self) -> float:
        """How many tokens can be saved up: at least one, else none would ever be whole."""
        return max(1.0, self.per_second * SAVED_S)


class Bucket(NamedTuple):
    """Tokens as of an instant. A mail takes one."""

    tokens: float
    at: float


def fresh(now: float) -> Bucket:
    """Return a bucket that was never used: one mail may go, and nothing is saved up."""
    return Bucket(1.0, now)


def filled(bucket: Bucket, rate: Rate, now: float) -> Bucket:
    """Return a bucket with what has come in since. A clock that went back adds nothing."""
    passed = max(0.0, now - bucket.at)
    return Bucket(min(rate.most, bucket.tokens + passed * rate.per_second), max(now, bucket.at))


def whole(bucket: Bucket) -> int:
    """Return how many mails may go now."""
    # A sum of tenths may lie a hair below a whole number.
    return max(0, int(bucket.tokens + 1e-9))


def taken(bucket: Bucket, count: int) -> Bucket:
    """Return a bucket after some mails."""
    return bucket._replace(tokens=bucket.tokens - count)


def wait_for(bucket: Bucket, rate: Rate, wanted: int) -> float:
    """Return the seconds until so many tokens are there, or as many as can be saved up."""
    missing = min(float(wanted), rate.most) - bucket.tokens
    return max(0.0, missing / rate.per_second)


def next_wait_s(attempt: int) -> float | None:
    """Return how long to wait after the so manieth attempt, from 1; nothing after 48 hours."""
    if _waited(attempt) > LONGEST_S:
        return None
    return WAITS_S[min(attempt, len(WAITS_S)) - 1]


def _waited(attempts: int) -> float:
    more = max(0, attempts - len(WAITS_S))
    return sum(WAITS_S[:attempts]) + more * WAITS_S[-1]


def relay_wait_s(failures: int, chance: float) -> float:
    """Return how long to wait after so many failures of the relay in a row.

    `chance` from 0 to 1 spreads senders that failed together over half of the wait.
    """
    # The exponent is bounded: a float has an end.
    longest: float = min(RELAY_LONGEST_S, RELAY_FIRST_S * 2.0 ** min(failures - 1, 20))
    return longest * (0.5 + chance / 2)
