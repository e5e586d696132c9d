"""One module a kind of object: its model, rules and view. Kinds do not know each other."""

from brief.kinds import (
    announcement,
    base_rate,
    classes,
    commentary,
    entity,
    forecast,
    issue,
    observation,
    page,
    policy,
    scenario,
    source,
)
from brief.schema.kind import Kind

KINDS: tuple[Kind, ...] = (
    announcement.KIND,
    observation.KIND,
    policy.KIND,
    commentary.KIND,
    entity.KIND,
    classes.KIND,
    base_rate.KIND,
    source.KIND,
    forecast.KIND,
    scenario.KIND,
    issue.KIND,
    page.KIND,
)
