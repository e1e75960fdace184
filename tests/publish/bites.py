#!/usr/bin/env python3
"""Holds central.py itself: each fault that Central would refuse, put into a copy of a good folder, is found by name.

tests/publish/bites.py FOLDER BUNDLE
"""

import hashlib
import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from central import Check


def digests(path):
    """Writes checksums anew, so that only what the fault is about is wrong."""
    for kind in ("md5", "sha1"):
        path.with_name(f"{path.name}.{kind}").write_text(hashlib.new(kind, path.read_bytes()).hexdigest())


def replaced(path, pattern, new):
    content, times = re.subn(pattern, new, path.read_text(), count=1, flags=re.DOTALL)
    assert times == 1, f"{path.name} has {pattern}"
    path.write_text(content)
    digests(path)


def added(path, name):
    with zipfile.ZipFile(path, "a") as jar:
        jar.writestr(name, b"")
    digests(path)


def without(path, name):
    with zipfile.ZipFile(path) as jar:
        kept = {item: jar.read(item) for item in jar.namelist() if item != name}
        assert len(kept) + 1 == len(jar.namelist()), f"{path.name} has {name}"
    with zipfile.ZipFile(path, "w") as jar:
        for item, content in kept.items():
            jar.writestr(item, content)
    digests(path)


def faults(at):
    """Each fault: its name, what is done in a copy of the folder of `toroku`, and what must then be found."""
    jar, pom = at / "toroku-0.1.0.jar", at / "toroku-0.1.0.pom"
    sources, linux = at / "toroku-0.1.0-sources.jar", at / "toroku-0.1.0-linux-x86_64.jar"
    signature = jar.with_name("toroku-0.1.0.jar.asc")
    bom = at.parent.parent / "toroku-bom/0.1.0/toroku-bom-0.1.0.pom"
    yield "a signature of another file", lambda: shutil.copy(f"{pom}.asc", signature), "jar.asc verifies"
    yield "no signature", signature.unlink, "toroku-0.1.0.jar is signed"
    yield "no SHA-1", lambda: Path(f"{jar}.sha1").unlink(), "toroku-0.1.0.jar has its sha1"
    yield "a wrong MD5", lambda: Path(f"{jar}.md5").write_text("0" * 32), "jar.md5 is that of its file"
    yield "no sources", sources.unlink, "sources.jar is there"
    yield "no documentation", lambda: (at / "toroku-0.1.0-javadoc.jar").unlink(), "javadoc.jar is there"
    glue = "dev/toroku/engine/toroku_uniffi.kt"
    yield "sources without the glue", lambda: without(sources, glue), f"sources.jar has {glue}"
    library = "dev/toroku/native/linux-aarch_64/libtoroku_jni.so"
    yield "a library in the jar", lambda: added(jar, library), "has no native library"
    yield "two libraries in one jar", lambda: added(linux, library), "linux-x86_64.jar has dev"
    other = at / "toroku-0.1.0-linux-aarch_64.jar"
    yield "another machine's library", lambda: shutil.copy(linux, other), "linux-aarch_64.jar: a library for"
    yield "no licence", lambda: without(linux, "META-INF/toroku-native/NOTICE"), "linux-x86_64.jar has NOTICE"
    yield "a stray file", lambda: (at / "notes.txt").write_text("x"), "nothing else"
    for name in ("name", "description", "url"):
        yield f"no {name}", lambda name=name: replaced(pom, f"  <{name}>.*?</{name}>", ""), f"pom: has {name}"
    for name, part in (
        ("licenses", "licenses/license/url"),
        ("developers", "developers/developer/name"),
        ("scm", "scm/url"),
    ):
        yield f"no {name}", lambda name=name: replaced(pom, f"<{name}\\b.*</{name}>", ""), f"pom: has {part}"
    yield (
        "a snapshot beneath",
        lambda: replaced(pom, "<version>2[^<]*", "<version>2-SNAPSHOT"),
        "has a released version",
    )
    yield "a repository", lambda: replaced(pom, "</project>", "<repositories/></project>"), "has no repositories"
    yield (
        "a BOM of another release",
        lambda: replaced(bom, r"<version>\$.project.version.<", "<version>0.0.9<"),
        "is of this release",
    )
    yield (
        "a BOM without a platform",
        lambda: replaced(bom, "linux-aarch_64", "linux-riscv64"),
        "toroku-bom-0.1.0.pom names",
    )


def main():
    folder, bundle = Path(sys.argv[1]), Path(sys.argv[2])
    failed = passed = 0

    def held(what, holds, seen):
        nonlocal failed, passed
        if holds:
            passed += 1
        else:
            failed += 1
            print(f"FAILED: {what}: found {seen}")

    for number in range(len(list(faults(folder)))):
        with tempfile.TemporaryDirectory() as temporary:
            copy = Path(temporary, "central")
            shutil.copytree(folder, copy)
            what, put, found = list(faults(copy / "dev/toroku/toroku/0.1.0"))[number]
            put()
            wrong = Check(copy, None).all().wrong
            held(what, any(found in each for each in wrong), wrong)
    missing = Check(folder, ["linux-x86_64", "windows-x86_64"]).all().wrong
    held("a platform that a release must have", missing == ["the library for windows-x86_64 is there"], missing)
    names = zipfile.ZipFile(bundle).namelist()
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("maven-metadata")]
    held(
        "the bundle has every file, and no list of versions",
        sorted(names) == sorted(path.relative_to(folder).as_posix() for path in files),
        names,
    )
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
