"""The smoother on a linear problem with normal errors, against the exact answer."""

import numpy as np
import pytest

from orgsim.inference.smoother import Data, Localisation, inflations, smooth

OUTPUTS = np.array([[1.0, 0.5, 0.0], [0.8, 0.0, 0.3], [0.0, 0.7, 0.2], [0.4, 0.4, 0.4]])
ERROR = np.array([0.2, 0.1, 0.3, 0.2])
CHANCE = 0.15 * (np.full((4, 4), 0.7) + 0.3 * np.eye(4))
FOUND = np.array([1.2, 0.3, -0.8, 0.1])
MEMBERS = 6000


def moved(chance_known=CHANCE, steps=3):
    some = np.random.default_rng(5)
    root = np.linalg.cholesky(CHANCE)

    def forward(step, normal):
        return normal @ OUTPUTS.T + some.standard_normal((MEMBERS, 4)) @ root.T

    prior = some.standard_normal((MEMBERS, 3))
    return smooth(
        prior, Data(FOUND, ERROR, chance_known), forward, steps, 1, Localisation(least=0.0)
    )


def exact():
    """Mean and covariance of z | d for d = Gz + chance + error, z from N(0, I)."""
    precision = np.linalg.inv(np.diag(ERROR) + CHANCE)
    covariance = np.linalg.inv(np.eye(3) + OUTPUTS.T @ precision @ OUTPUTS)
    return covariance @ OUTPUTS.T @ precision @ FOUND, covariance


@pytest.mark.parametrize("steps", [1, 3])
def test_mean_and_covariance_are_those_of_the_posterior(steps):
    """Standard errors of means are .009 at most, those of gains from 6,000 members about .02."""
    found = moved(steps=steps)
    mean, covariance = exact()
    np.testing.assert_allclose(found.mean(axis=0), mean, atol=0.05)
    np.testing.assert_allclose(np.cov(found.T), covariance, atol=0.04)


def test_chance_taken_for_independent_makes_too_sure():
    """What the covariance is for: with its diagonal alone what the outputs share is believed."""
    direction = OUTPUTS.sum(axis=0) / np.linalg.norm(OUTPUTS.sum(axis=0))
    whole, diagonal = moved(), moved(np.diag(np.diag(CHANCE)))
    assert (diagonal @ direction).var() < 0.9 * (whole @ direction).var()


def test_steps_take_the_data_in_once():
    for steps in (1, 2, 3, 5):
        assert (1 / inflations(steps)).sum() == pytest.approx(1)


def test_pairs_that_are_not_related_move_nothing():
    some = np.random.default_rng(2)
    prior = some.standard_normal((200, 3))
    related = np.zeros((3, 4), bool)
    related[0] = True
    found = smooth(
        prior,
        Data(FOUND, ERROR, CHANCE),
        lambda step, normal: normal @ OUTPUTS.T,
        2,
        1,
        Localisation(0.0, related),
    )
    assert (found[:, 1:] == prior[:, 1:]).all()
    assert (found[:, 0] != prior[:, 0]).any()
