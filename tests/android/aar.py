#!/usr/bin/env python3
"""Checks an AAR: what it holds, and each library by what Android's loader asks of it.

    tests/android/aar.py FILE.aar CLASSES.jar

CLASSES.jar is the JVM's artifact of the same release.
"""
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
# What readelf calls each kind of processor.
ABIS = {"arm64-v8a": "AArch64", "armeabi-v7a": "ARM", "x86": "Intel 80386", "x86_64": "Advanced Micro Devices X86-64"}
LIBRARY = "libtoroku_jni.so"
MINIMUM = 26
problems = []
checks = 0


def check(holds, what):
    global checks
    checks += 1
    if not holds:
        problems.append(what)


def readelf(file, *options):
    return subprocess.run(["llvm-readelf", "-W", *options, file], check=True, capture_output=True, text=True).stdout


def symbols(file):
    """Of the dynamic table: what is defined, and what is asked for."""
    defined, undefined = set(), set()
    for line in readelf(file, "--dyn-syms").splitlines():
        row = line.split()
        if len(row) < 8 or not row[0].rstrip(":").isdigit() or row[0] == "0:":
            continue
        (undefined if row[6] == "UND" else defined).add(row[7].split("@")[0])
    return defined, undefined


def check_library(abi, file, exports, functions):
    header, segments, dynamic = readelf(file, "-h"), readelf(file, "-l"), readelf(file, "-d")
    check(re.search(rf"Machine: +{re.escape(ABIS[abi])}$", header, re.M), f"{abi}: another machine")
    loads = [int(line.split()[-1], 16) for line in segments.splitlines() if line.strip().startswith("LOAD")]
    check(loads and all(align >= 0x4000 for align in loads), f"{abi}: segments not in pages of 16 KB: {loads}")
    check("GNU_RELRO" in segments, f"{abi}: what is relocated stays writable")
    check(re.search(r"GNU_STACK.* RW ", segments), f"{abi}: an executable stack")
    check(not re.search(r"^ +LOAD .* RWE ", segments, re.M), f"{abi}: code that is writable")
    # Android knows these from version 10 on alone.
    check(not re.search(r"^ +TLS ", segments, re.M), f"{abi}: thread-local values of ELF")
    check("RELR" not in dynamic, f"{abi}: packed relocations")
    check("TEXTREL" not in dynamic, f"{abi}: relocations in its code")
    check(f"[{LIBRARY}]" in dynamic and "SONAME" in dynamic, f"{abi}: no SONAME")
    needed = re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic)
    check(set(needed) == {"libc.so", "libdl.so"}, f"{abi}: needs {needed}")
    defined, undefined = symbols(file)
    check(defined == exports, f"{abi}: exports {sorted(defined ^ exports)[:5]} too many or too few")
    check(undefined <= functions, f"{abi}: asks for {sorted(undefined - functions)}")
    sections = readelf(file, "-S")
    check(not re.search(r"\.(symtab|debug_\w+)\b", sections), f"{abi}: not stripped")
    return undefined


def main(aar, classes):
    native = (HERE / "uniffi/jni/src/functions.rs").read_text()
    exports = set(re.findall(r"Java_\w+", native)) | {"Java_dev_toroku_NativeLibrary_api"}
    listed = (HERE / "bindings/release/android/functions").read_text().splitlines()
    functions = {line.split()[1] for line in listed}
    asked = set()
    with zipfile.ZipFile(aar) as archive, tempfile.TemporaryDirectory() as folder:
        names = {name for name in archive.namelist() if not name.endswith("/")}
        legal = {name for name in names if name.startswith("META-INF/toroku/")}
        libraries = {f"jni/{abi}/{LIBRARY}" for abi in ABIS}
        expected = libraries | {"AndroidManifest.xml", "R.txt", "classes.jar", "proguard.txt"}
        check(names - legal == expected, f"the AAR has {sorted((names - legal) ^ expected)} too many or too few")
        check({"LICENSE-MIT", "LICENSE-APACHE", "NOTICE"} <= {Path(name).name for name in legal}, "no licences")
        manifest = archive.read("AndroidManifest.xml").decode()
        check(f'android:minSdkVersion="{MINIMUM}"' in manifest and 'package="dev.toroku"' in manifest, "the manifest")
        check("<uses-permission" not in manifest, "the manifest asks for a permission")

        with zipfile.ZipFile(io.BytesIO(archive.read("classes.jar"))) as ours, zipfile.ZipFile(classes) as theirs:
            def of(jar):
                return {n: jar.read(n) for n in jar.namelist() if n.endswith((".class", ".kotlin_module"))}

            check(of(ours) == of(theirs), "the classes are not those of the JVM's artifact")
            held = ours.namelist()
            check(any(name.endswith(".kotlin_module") for name in held), "no list of Kotlin's top-level functions")
            check(not any(name.endswith((".so", ".dll", ".dylib")) for name in held), "a desktop's library")
            rules = theirs.read("META-INF/proguard/toroku.pro")
            check(archive.read("proguard.txt") == rules, "rules for R8 unlike the JVM's")
        # An app writes none, and these keep no class from being shrunken.
        rules = re.findall(r"^[^#\n].*", archive.read("proguard.txt").decode(), re.M)
        check(len(rules) == 1 and rules[0].startswith("-keepclasseswithmembernames,"), f"rules for R8: {rules}")

        for abi in ABIS:
            if f"jni/{abi}/{LIBRARY}" not in names:
                continue
            file = Path(archive.extract(f"jni/{abi}/{LIBRARY}", folder))
            asked |= check_library(abi, str(file), exports, functions)
            print(f"{abi}: {file.stat().st_size:,} bytes")
    check(asked == functions, f"bindings/release/android/functions has {sorted(functions - asked)} that none asks for")
    print(f"classes and libraries: {Path(aar).stat().st_size:,} bytes")
    for problem in problems:
        print(f"FAILED: {problem}")
    print(f"{checks - len(problems)} passed, {len(problems)} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
