"""Colours: enough contrast to read, and apart for people who see fewer of them, in the light and the dark."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

STYLE = Path(__file__).parents[2] / "kg" / "views" / "assets" / "style.css"
Vector = NDArray[np.float64]
# Machado, Oliveira, Fernandes 2009, severity 1.0; on linear RGB.
SEEN = {
    "all colours": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TEXT = ("ink", "soft", "accent", "ahead", "doubted", "claims")
DRAWN = ("person", "office", "country", "organization", "place", "event", "ahead", "doubted", "claims")
TOLD_BY_COLOUR = (("event", "ahead"), ("event", "doubted"), ("ahead", "doubted"), ("claims", "doubted"))


def themes() -> dict[str, dict[str, str]]:
    """Return the colours of both themes by name."""
    light, dark = re.findall(r":root[^{]*\{(.*?)\}", STYLE.read_text("utf-8"), re.DOTALL)[:2]
    found = {
        name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})\b", text))
        for name, text in (("light", light), ("dark", dark))
    }
    return {"light": found["light"], "dark": found["light"] | found["dark"]}


def linear(color: str) -> Vector:
    """Return linear RGB of `#rrggbb`."""
    part = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    found: Vector = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return found


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it."""
    light, dark = sorted((float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def oklab(rgb: Vector) -> Vector:
    """Return the colour in Oklab, in which distances are those that are seen."""
    lms = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    ) @ np.clip(rgb, 0, 1)
    found: Vector = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    ) @ np.cbrt(lms)
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_shapes_stand_out_from_the_ground(theme: str) -> None:
    colors = themes()[theme]
    for ground in ("bg", "surface"):
        assert {
            name: contrast(colors[name], colors[ground])
            for name in TEXT
            if contrast(colors[name], colors[ground]) < 4.5
        } == {}
        assert {
            name: contrast(colors[name], colors[ground])
            for name in DRAWN
            if contrast(colors[name], colors[ground]) < 3
        } == {}


@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_keep_apart_whatever_the_sight(theme: str, sight: str) -> None:
    colors = themes()[theme]
    seen = {name: oklab(SEEN[sight] @ linear(colors[name])) for name in DRAWN}
    apart = {
        pair: float(np.linalg.norm(seen[pair[0]] - seen[pair[1]])) for pair in combinations(DRAWN[:6], 2)
    }
    told = {pair: float(np.linalg.norm(seen[pair[0]] - seen[pair[1]])) for pair in TOLD_BY_COLOUR}
    assert {pair: far for pair, far in apart.items() if far < 0.06} == {}
    assert {pair: far for pair, far in told.items() if far < 0.08} == {}
