"""A caller that mypy reads strictly: what may be None is said so, and nothing is Any."""

import pyarrow
import toroku


def advice(phone: str) -> str:
    report = toroku.check({"phone": phone}, policy=toroku.Policy(settings={"strict": 1}))
    problem = report["phone"].problem
    return problem.words("ja").expose() if problem else "".join(one.code for one in report["phone"].notices)


def problems(names: list[str]) -> list[str | None]:
    found = toroku.check_table(pyarrow.table({"user_name": names}), values=True, threads=1)
    codes: list[str | None] = found["user_name_problem"].to_pylist()
    return codes
