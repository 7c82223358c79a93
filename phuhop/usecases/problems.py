"""What is wrong with files, as every face tells it: a face imports nothing below the use cases.

The same words for the same faults is what makes faces one program, so these few types pass
through here on purpose; whatever else a face needs it gets from the use case it calls.
"""

from scoring.base.problems import Place, Problem, ProblemsFound, Severity, file_name, in_order

__all__ = ["Place", "Problem", "ProblemsFound", "Severity", "file_name", "in_order"]
