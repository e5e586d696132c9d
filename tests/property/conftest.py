"""How hard properties are tried: quickly on every run, for long with BRIEF_SLOW=1."""

import os

from hypothesis import HealthCheck, settings

QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
# In CI the same examples every time: a find at random belongs to the slow run, not to a merge.
settings.register_profile(
    "brief",
    max_examples=2000 if os.environ.get("BRIEF_SLOW") else 100,
    deadline=None,
    database=None,
    derandomize=os.environ.get("CI") == "true" and not os.environ.get("BRIEF_SLOW"),
    print_blob=True,
    suppress_health_check=QUIET,
)
settings.load_profile("brief")
