"""The colours of the style sheet, measured: told apart by all eyes, and visible on their ground."""

import re
from itertools import combinations

import numpy as np
import pytest

from viz.encoding import COLOURS
from viz.inlining import own_file

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
EYES = {
    "ordinary": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def sheet(theme):
    light, dark = own_file("network_map.css").split("prefers-color-scheme: dark", maxsplit=1)
    found = re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light if theme == "light" else dark)
    return {name: linear(colour) for name, colour in found}


def linear(colour):
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    low, high = sorted(float(XYZ[1] @ colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour):
    ratio = XYZ @ np.clip(colour, 0, 1) / WHITE
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_mark_and_each_text_stands_out_from_the_ground(theme):
    colours = sheet(theme)
    for slot in range(COLOURS + 1):
        assert contrast(colours[f"c{slot}-ink"], colours["surface"]) >= 3
    for text in ("text", "quiet", "accent"):
        assert contrast(colours[text], colours["surface"]) >= 4.5
        assert contrast(colours[text], colours["raised"]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("eye", EYES)
def test_any_two_clusters_are_told_apart(theme, eye):
    colours = sheet(theme)
    seen = [lab(np.array(EYES[eye]) @ colours[f"c{slot}"]) for slot in range(1, COLOURS + 1)]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) > 11
