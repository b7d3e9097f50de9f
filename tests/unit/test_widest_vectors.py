"""Compiled code uses the widest vectors of the processor, unless somebody has named its features."""

import llvmlite.binding as llvm
import numba
import pytest

from orgsim import compilation


@pytest.fixture
def unnamed(monkeypatch):
    """Nobody has named the processor, and nothing stays as it is set here."""
    monkeypatch.setenv(compilation.FEATURES, "")
    monkeypatch.delenv(compilation.FEATURES)
    monkeypatch.delenv("NUMBA_CPU_NAME", raising=False)
    monkeypatch.setattr(numba.config, "CPU_FEATURES", None)


def features_of_a_processor(monkeypatch, **features):
    found = llvm.get_host_cpu_features()
    found.clear()
    found.update(features)
    monkeypatch.setattr(llvm, "get_host_cpu_features", lambda: found)


def test_vectors_of_512_bits_are_not_halved(unnamed, monkeypatch):
    features_of_a_processor(monkeypatch, avx2=True, avx512f=True)
    compilation._use_widest_vectors()
    chosen = set(numba.config.CPU_FEATURES.split(","))
    assert chosen == {"+avx2", "+avx512f", "-prefer-256-bit"}
    assert set(compilation.os.environ[compilation.FEATURES].split(",")) == chosen


def test_narrower_ones_are_left_to_numba(unnamed, monkeypatch):
    features_of_a_processor(monkeypatch, avx2=True)
    compilation._use_widest_vectors()
    assert numba.config.CPU_FEATURES is None
    assert compilation.FEATURES not in compilation.os.environ


@pytest.mark.parametrize("variable", [compilation.FEATURES, "NUMBA_CPU_NAME"])
def test_who_names_the_processor_keeps_it(unnamed, monkeypatch, variable):
    features_of_a_processor(monkeypatch, avx512f=True)
    monkeypatch.setenv(variable, "generic")
    compilation._use_widest_vectors()
    assert numba.config.CPU_FEATURES is None
