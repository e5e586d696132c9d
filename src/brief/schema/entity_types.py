"""The types of entity, and what each is called."""

from typing import Literal

EntityType = Literal[
    "ai-lab",
    "inference-provider",
    "cloud",
    "harness-vendor",
    "rl-as-a-service",
    "tooling-vendor",
    "chip-designer",
    "foundry",
    "vc-fund",
    "enterprise",
    "regulator",
    "legislature",
    "court",
    "standards-body",
    "media",
    "person",
    "product",
    "model",
    "model-family",
    "dataset",
    "hardware",
    "facility",
    "event-series",
    "other",
]


def type_words(name: str) -> str:
    """Return a type of entity in words."""
    shown = {"ai-lab": "AI lab", "vc-fund": "VC fund", "rl-as-a-service": "RL as a service"}
    return shown.get(name, name.replace("-", " "))
