"""Evaluate steps with a memory: what is known is taken, the rest is computed and kept."""

from collections import Counter
from collections.abc import Callable, Sequence

from brief.app.ports import Cache, Executor, Reporter
from brief.build.step import Step

# Texts and trees come out of the core faster than out of a database (0.4 ms against 0.1 ms at
# 150 words), but the steps are worth keeping where a result costs a process of its own.
KEPT = frozenset(("figure", "pdf", "search"))


class Performer:
    """Evaluates batches of steps and counts what was computed, by name."""

    def __init__(
        self,
        cache: Cache,
        executors: Callable[[str], Executor],
        reporter: Reporter,
    ) -> None:
        self._cache = cache
        self._executors = executors
        self._reporter = reporter
        self.performed: Counter[str] = Counter()
        self.known: Counter[str] = Counter()

    def __call__(self, steps: Sequence[Step]) -> Sequence[bytes]:
        """Return the results of steps, in their order. All steps of a batch have one name."""
        if not steps:
            return ()
        name = steps[0].name
        if name not in KEPT:
            return self._compute(name, steps)
        keys = [step.key() for step in steps]
        results = dict(self._cache.get(keys))
        missing = {
            key: step for key, step in zip(keys, steps, strict=True) if key not in results
        }
        self.known[name] += len(keys) - len(missing)
        if missing:
            made = self._compute(name, list(missing.values()))
            fresh = dict(zip(missing, made, strict=True))
            self._cache.put(fresh)
            results |= fresh
        return [results[key] for key in keys]

    def _compute(self, name: str, steps: Sequence[Step]) -> list[bytes]:
        self.performed[name] += len(steps)
        results: list[bytes] = [b""] * len(steps)
        for done, (position, result) in enumerate(self._executors(name).run(steps), 1):
            results[position] = result
            self._reporter.step(name, done, len(steps))
        return results
