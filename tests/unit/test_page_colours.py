"""Colours of the pages: words are read and lines are seen on light and on dark, and all have a name."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import orgsim.ui
from orgsim.figures.style import COLOURS
from orgsim.ui.shared.page_colours import DECLARATIONS, PAIRS, SERIES, named

WORDS = ("ink", "plain", "link", "better", "worse", "accent")
GROUNDS = ("ground", "card", "sunk", "hover", "here")
LIGHT, DARK = 0, 1
BLIND = {
    "red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}
"""What those who lack a cone see, of linear red, green and blue (Machado, Oliveira & Fernandes 2009)."""


def linear(colour: str) -> np.ndarray:
    """Red, green and blue of a colour in proportion to light."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """By WCAG 2: 1 for the same colour, 21 for black on white."""
    bright, dim = sorted(linear(each) @ (0.2126, 0.7152, 0.0722) for each in (one, other))[::-1]
    return float((bright + 0.05) / (dim + 0.05))


def lab(light: np.ndarray) -> np.ndarray:
    """Lightness and two colours in which a step is seen alike everywhere (CIE 1976)."""
    matrix = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    share = np.clip(np.array(matrix) @ light / (0.9505, 1.0, 1.089), 0, None)
    root = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def nearest(colours: list[str], seen: np.ndarray) -> float:
    """How far the two most similar of some colours are apart."""
    places = [lab(np.clip(seen @ linear(each), 0, 1)) for each in colours]
    return min(float(np.linalg.norm(a - b)) for a, b in combinations(places, 2))


@pytest.mark.parametrize("at", [LIGHT, DARK])
@pytest.mark.parametrize("word", WORDS)
def test_words_are_read_on_every_ground(word, at):
    for ground in GROUNDS:
        assert contrast(PAIRS[word][at], PAIRS[ground][at]) >= 4.5, (word, ground)


@pytest.mark.parametrize("at", [LIGHT, DARK])
def test_white_words_and_mistakes_are_read(at):
    for name in ("fill", "danger", "caution"):
        assert contrast("#FFFFFF", PAIRS[name][at]) >= 4.5, name
    assert contrast(PAIRS["problem-ink"][at], PAIRS["problem"][at]) >= 4.5


@pytest.mark.parametrize("at", [LIGHT, DARK])
def test_fields_and_what_is_focused_are_seen(at):
    for ground in ("ground", "card", "hover"):
        for name in ("control", "accent"):
            assert contrast(PAIRS[name][at], PAIRS[ground][at]) >= 3, (name, ground)


def test_what_is_drawn_is_seen_in_the_dark():
    for colour in SERIES:
        name = colour.removeprefix("var(--").removesuffix(")")
        assert contrast(PAIRS[name][DARK], PAIRS["card"][DARK]) >= 3, name


@pytest.mark.parametrize("lacking", BLIND)
def test_the_colour_blind_tell_scenarios_apart_in_the_dark_as_on_light(lacking):
    seen = np.array(BLIND[lacking])
    six = [PAIRS[each[6:-1]] for each in SERIES[:6]]
    assert nearest([pair[DARK] for pair in six], seen) >= 0.9 * nearest([*COLOURS[:6]], seen)


def test_no_colour_of_the_pages_stands_anywhere_else():
    """White words on what is filled, and what a map shows by its cells, are the same on both."""
    sources = Path(orgsim.ui.__file__).parent
    own = {"page_colours.py", "explore_charts.py"}
    for file in sorted(sources.rglob("*")):
        if file.suffix not in (".py", ".css", ".vue", ".js", ".html") or file.name in own:
            continue
        text = file.read_text("utf-8")
        fixed = set(re.findall(r"#[0-9A-Fa-f]{6}\b|(?<=: )#[0-9a-f]{3}\b", text)) - {"#fff"}
        assert not fixed, f"{file.name}: {fixed}"
        asked = set(re.findall(r"var\(--([a-z-]+)\)", text)) - {"soft", "name"}
        assert asked <= set(PAIRS), f"{file.name}: {asked - set(PAIRS)}"


def test_a_colour_that_is_not_there_is_refused():
    assert named("ink") == "var(--ink)"
    assert "--ink: #333333;" in DECLARATIONS
    with pytest.raises(KeyError, match="'inkk' is none of"):
        named("inkk")
