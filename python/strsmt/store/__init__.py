"""Answers that are kept: a question that was answered once, by any worker and under any names, is not searched again.

>>> import tempfile
>>> from strsmt import batch, store
>>> hard = '(declare-const %s String) (assert (not (= %s (str.++ %s "")))) (check-sat)'
>>> with tempfile.TemporaryDirectory() as folder:
...     url = folder + "/answers.sqlite"
...     first = list(batch.run([hard % (("x",) * 3)], store=url, first_steps=1))
...     again = list(batch.run([hard % (("y",) * 3)], store=url, first_steps=1))
...     first[0].answer, first[0].kept, again[0].answer, again[0].kept, again[0].checked
('unsat', 0, 'unsat', 1, 1)

A question is kept under its canonical form: its assertions as terms, the constants named by their order. What comes
back is never trusted. A kept proof is renamed and checked by strsmt-check against the question's own script; a kept
model is evaluated on the assertions. What does not hold is dropped, and the question is searched as if nothing had been
kept: a damaged or hostile store costs time, never an answer. `python3 -m strsmt.store` has `stats`, `verify` and `gc`.
"""

from .database import Database, open_database
from .kept import Kept, answer, look_up, verify

__all__ = ["Database", "Kept", "answer", "look_up", "open_database", "verify"]
