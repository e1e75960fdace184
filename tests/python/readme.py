"""Runs the examples of the package's README and holds what they say against it, and asks mypy about the types."""

import pathlib
import re
import subprocess
import sys
import tempfile

README = pathlib.Path(__file__).parents[2] / "bindings/python/README.md"
blocks = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
said = 0
space: dict = {}
for block in blocks:
    # A line that says its result is asked for it; all others are run before, as a whole, since they may go over several lines.
    lines = block.splitlines()
    exec("\n".join(line for line in lines if "  # " not in line), space)
    for line in lines:
        code, _, result = line.partition("  # ")
        if result:
            found = repr(eval(code, space))
            assert found == result.strip(), f"{code.strip()}: {found} instead of {result.strip()}"
            said += 1
assert said > 4, "the README says what comes out"
config = str(pathlib.Path(__file__).with_name("mypy.ini"))
settings = ["--config-file", config, "--cache-dir=/dev/null"]
typed = pathlib.Path(__file__).with_name("typed.py")
subprocess.run([sys.executable, "-m", "mypy", "--strict", *settings, str(typed)], check=True)
# What pyarrow does not describe would be Any, and so is a member that is not there.
wrong = typed.read_text(encoding="utf-8").replace("problem.words(", "problem.word(")
with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
    file.write(wrong)
    file.flush()
    command = [sys.executable, "-m", "mypy", *settings, file.name]
    assert subprocess.run(command, stdout=subprocess.DEVNULL).returncode, "a method that is not there is seen"
stubtest = [sys.executable, "-m", "mypy.stubtest", "toroku._toroku", "--mypy-config-file", config, "--ignore-disjoint-bases"]
subprocess.run(stubtest, check=True)
print(f"{len(blocks) + 3} passed, 0 failed")
