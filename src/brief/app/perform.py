"""Evaluate steps with a memory: what is known is taken, the rest is computed and kept."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from brief.app.ports import Cache, Executor, Past, Reporter
from brief.app.reasons import Told, Wrong, made_of, why
from brief.build.setting import is_set
from brief.build.step import Step

# Texts and trees come out of the core faster than out of a database (0.4 ms against 0.1 ms at
# 150 words), but the steps are worth keeping where a result costs a process of its own.
KEPT = frozenset(("figure", "pdf", "search"))

# Results that are kept in one go while others are still computed: what a build that fails, or
# is interrupted, may lose.
AT_ONCE = 8


class Performer:
    """Evaluates batches of steps and counts what was computed, by name.

    `told` says of each kept step why it was made or not; with `verifying`, what is known is
    computed too, and `wrong` lists what differs.
    """

    def __init__(
        self,
        cache: Cache,
        executors: Callable[[str], Executor],
        reporter: Reporter,
        past: Past | None = None,
        *,
        verifying: bool = False,
    ) -> None:
        self._cache = cache
        self._executors = executors
        self._reporter = reporter
        self._past = past
        self._verifying = verifying
        self.performed: Counter[str] = Counter()
        self.known: Counter[str] = Counter()
        self.told: list[Told] = []
        self.wrong: list[Wrong] = []

    def __call__(self, steps: Sequence[Step]) -> Sequence[bytes]:
        """Return the results of steps, in their order. All steps of a batch have one name."""
        if not steps:
            return ()
        name = steps[0].name
        if name not in KEPT:
            plain = [b""] * len(steps)
            for position, result in self._computed(name, steps):
                plain[position] = result
            return plain
        keys = [step.key() for step in steps]
        results = dict(self._cache.get(keys))
        missing = {
            key: step
            for key, step in zip(keys, steps, strict=True)
            if self._verifying or key not in results
        }
        self.known[name] += len(keys) - len(missing)
        self._tell(dict(zip(keys, steps, strict=True)), results)
        self._verify(missing, results, made := self._made(name, missing))
        results |= made
        return [results[key] for key in keys]

    def finish(self) -> None:
        """Let the cache forget what is too much, when all is done."""
        self._cache.trim()

    def _made(self, name: str, missing: Mapping[str, Step]) -> dict[str, bytes]:
        """Compute steps, and keep results as they come."""
        keys = list(missing)
        made: dict[str, bytes] = {}
        fresh: dict[str, bytes] = {}
        try:
            for position, result in self._computed(name, list(missing.values())):
                made[keys[position]] = result
                # What a machine could not do for want of time or memory, it may do next time.
                if name != "pdf" or is_set(result):
                    fresh[keys[position]] = result
                if len(fresh) >= AT_ONCE:
                    self._cache.put(fresh)
                    fresh = {}
        finally:
            if fresh:
                self._cache.put(fresh)
        return made

    def _computed(self, name: str, steps: Sequence[Step]) -> Iterator[tuple[int, bytes]]:
        if not steps:
            return
        self.performed[name] += len(steps)
        self._reporter.step(name, 0, len(steps))
        for done, (position, result) in enumerate(self._executors(name).run(steps), 1):
            yield position, result
            self._reporter.step(name, done, len(steps))

    def _tell(self, steps: Mapping[str, Step], known: Mapping[str, bytes]) -> None:
        """Say why each step is made or not, and keep what its place is made of now."""
        if self._past is None:
            return
        before = self._past.made_of([step.place for step in steps.values()])
        now = {}
        for key, step in steps.items():
            was = before.get(step.place)
            made = was if was and was.key == key else made_of(step, key)
            reason = why(key, was, made.ingredients, is_known=key in known)
            if self._verifying and key in known:
                reason = "made again, to be compared"
            self.told.append(Told(step.name, step.place, reason))
            now[step.place] = made
        self._past.made(now)

    def _verify(
        self, steps: Mapping[str, Step], known: Mapping[str, bytes], made: Mapping[str, bytes]
    ) -> None:
        for key in made:
            if key in known and known[key] != made[key]:
                step = steps[key]
                names = tuple(name for name, _ in step.ingredients)
                self.wrong.append(Wrong(step.name, step.place, key, names))
