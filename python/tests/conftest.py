import pytest

import strsmt
from strsmt import Solver, check_proof, unsat


@pytest.fixture(autouse=True)
def own_context():
    """No test sees the terms of another."""
    with strsmt.Context():
        yield


@pytest.fixture(autouse=True)
def proofs(monkeypatch):
    """Every solver of every test writes a proof, and every unsat is checked by strsmt-check."""
    make, check = Solver.__init__, Solver.check

    def make_with_proof(self, proof=True, **options):
        make(self, proof=proof, **options)
        self.unsats = []

    def check_and_prove(self, *assumptions, **limits):
        answer = check(self, *assumptions, **limits)
        if answer == unsat and self._format:
            self.unsats.append(self.statistics()["checks"])
            assert check_proof(self.to_smt2(), self.proof()) == self.unsats
        return answer

    monkeypatch.setattr(Solver, "__init__", make_with_proof)
    monkeypatch.setattr(Solver, "check", check_and_prove)
