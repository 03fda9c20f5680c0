"""Many questions: in this process, in processes of this machine, or on a Dask cluster; answers with checked proofs.

>>> from strsmt import batch
>>> scripts = ["(declare-const x String) (assert (= (str.len x) (- %d 1))) (check-sat)" % n for n in range(3)]
>>> [answer.answer for answer in batch.run(scripts)]
['unsat', 'sat', 'sat']

A question is a script (text, or the `Path` of a file), a `Solver`, or one of the classes of `strsmt.batch.questions`.
`run` takes any iterable and asks lazily: at most some hundred questions are in memory, however many there are. Each
question is answered once: what a worker had not answered when it died is asked again, elsewhere; a question whose
workers die again and again gets the answer `error`. `python3 -m strsmt.batch --help` is the same for the shell.
"""

from .questions import Ask, Command, Limits, Policies, Script, question_of
from .records import Answer, read_jsonl, write_jsonl
from .run import run

__all__ = ["Answer", "Ask", "Command", "Limits", "Policies", "Script", "question_of", "read_jsonl", "run", "write_jsonl"]
