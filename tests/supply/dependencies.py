#!/usr/bin/env python3
"""Prints docs/dependencies.md: every dependency of what is shipped, why it is there, what it pulls in, how much
`unsafe` its sources hold. `tests/supply/run` compares it with the file.

    python3 tests/supply/dependencies.py > docs/dependencies.md
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Each direct dependency, and why. One without a reason stops the program.
WHY = {
    "argon2": "password hashes (RFC 9106): not something to write oneself",
    "base16ct": "digests, keys and tokens as hexadecimal digits, read and written in constant time",
    "blake2": "the hash that Argon2 calls at its ends, asked for small: nothing of the engine calls it itself",
    "hmac": "seals of snapshots, user IDs in sequence, tokens",
    "memchr": "searching bytes, without a table of our own",
    "miniz_oxide": "wordings, names and lists, which are deflated in the binary; at build time: to deflate them",
    "postcard": "the bytes of a snapshot: a stable, documented format",
    "regex": "a host's own rules, linear in the text whatever the expression (feature `patterns`)",
    "regex-syntax": "at build time: which characters are dashes and digits, of Unicode's general categories",
    "serde": "what postcard writes and reads",
    "sha2": "seals, digests and keys; at build time: fingerprints",
    "subtle": "comparison in constant time",
    "thiserror": "`Display` of errors, at build time",
    "time": "the calendar; its clock is not built in",
    "unicode-normalization": "at build time: the tables of canonical equivalence that NFC is made from, and what compatibility forms are forms of",
    "zeroize": "wiping secrets and personal data so that the compiler does not leave it out",
    "encoding_rs": "at build time: which characters CP932 writes in two bytes, and the C binding's tables of it",
    "hashbrown": "the C binding's tables of handles, without the standard library",
    "libc": "memory and clock of the small C library",
    "once_cell": "what is made at its first use, without the standard library: inflated texts, the C binding's handles",
    "spin": "locks of the small C library's handles, and of what the WebAssembly holds",
    "getrandom": "the convenience `toroku_system_entropy` at the C binding, and nothing else",
    "proc-macro2": "reading the engine's sources at build time, for the bindings' constants",
    "uniffi": "the glue for Kotlin and Swift",
    "jni-sys": "the functions that a JVM gives to native methods",
    "dlmalloc": "memory of the WebAssembly, which has no other",
}
# The portal is an example and no library; what is its own although the field has crates for it.
PORTAL = """
## The portal

The portal (`toroku-portal`) is shipped in no library. Cookies are `axum-extra`'s, the labels of routes `axum`'s, the page of
metrics `prometheus-client`'s, limits of requests `governor`'s, layers of settings `config`'s, the command line `clap`'s. By
hand is only what a test shows that these cannot do:

- `limit.rs` ends the map of addresses. `governor`'s grows with each address that comes
  (`many_addresses_take_no_more_memory_and_share_a_limit`).
- `config/source.rs` refuses all settings at once, each by the name that it was given under, also keys that are no settings,
  and shows no line of the file. `config` ends at the first value of the wrong type, passes over unknown keys, and prints the
  line of a syntax error, which may hold a password (`what_cannot_be_used_is_named`,
  `a_mistake_in_a_file_is_refused_with_its_line`). `toml` is named beside it only to read the number of that line.
- `mail/connection.rs` ends what a mail server says. `lettre` looks at a line's length once it has read all of it
  (`a_server_whose_line_does_not_end_fills_no_memory`). `tokio-util` is named beside it, for TLS from the first byte.
- `pages/filters.rs` writes readings as ruby, 20 lines, word by word (`readings_stand_above_kanji_and_nothing_else_changes`).
"""
SHIPPED = [("toroku", "The engine"), ("toroku-c", "The C library"), ("toroku-uniffi", "The library for Swift and Python"),
           ("toroku-jni", "The library for Kotlin"), ("toroku-wasm", "The npm package")]
# Where each is built for; the others for Linux.
HOST = "x86_64-unknown-linux-gnu"
TARGETS = {"toroku-wasm": "wasm32-unknown-unknown"}


def metadata():
    out = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked", "--all-features",
         *(word for target in [HOST, *TARGETS.values()] for word in ["--filter-platform", target])],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return json.loads(out)


def tree(package, kinds, ids):
    """Who depends on whom where this package is built by itself: features that others in the workspace ask of the same
    crates are not in it, as they are not in what is shipped."""
    out = subprocess.run(
        ["cargo", "tree", "--locked", "--all-features", "--target", TARGETS.get(package, HOST),
         "--package", package, "--edges", kinds, "--prefix", "depth", "--no-dedupe", "--format", " {p}"],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout
    edges, path = {}, []
    for line in filter(None, out.split("\n")):
        depth, name, version = line.split()[:3]
        path[int(depth):] = [ids[name, version.removeprefix("v")]]
        edges.setdefault(path[-1], {})
        if len(path) > 1:
            edges[path[-2]][path[-1]] = True
    return edges


def unsafe_count(manifest):
    """Places where the sources say `unsafe`, comments and tests of the package apart."""
    count = 0
    folder = Path(manifest).parent
    for file in sorted((folder / "src").rglob("*.rs")):
        for line in file.read_text(errors="replace").split("\n"):
            code = line.split("//")[0]
            count += len(re.findall(r"\bunsafe\s*(?:\{|fn\b|impl\b|extern\b)", code))
    return count


def main():
    data = metadata()
    packages = {p["id"]: p for p in data["packages"]}
    ids = {(p["name"], p["version"]): p["id"] for p in data["packages"]}
    by_name = {p["name"]: p["id"] for p in data["packages"] if p["id"] in data["workspace_members"]}

    trees = {}

    def direct(node, kinds):
        return list(trees["build" in kinds].get(node, ()))

    def below(start, kinds):
        seen, todo = set(), list(start)
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                todo += direct(node, kinds)
        return seen

    def proc_macro(node):
        return any("proc-macro" in t["kind"] for t in packages[node]["targets"])

    print("# Dependencies")
    print()
    print("Written by `tests/supply/dependencies.py`; `tests/supply/run` compares. What the portal, the tests and the")
    print("generators use is not shipped in a library and is in `Cargo.lock` and in the SBOM. *In the binary* is whether")
    print("its code can be in what is shipped; the others run at build time. *Unsafe* counts blocks, functions and")
    print("implementations in the package's sources, built in or not: where to look, not how bad it is.")
    for name, title in SHIPPED:
        if name not in by_name:
            continue
        member = by_name[name]
        trees = {False: tree(name, "normal", ids), True: tree(name, "normal,build", ids)}
        run = below([member], [None]) - {member}
        both = below([member], [None, "build"]) - {member}
        print(f"\n## {title} (`{name}`)\n")
        own = unsafe_count(packages[member]["manifest_path"])
        print(f"`unsafe` of its own: {own}." + (" The compiler forbids it." if name == "toroku" else ""))
        print("\n| package | why | licence | pulls in |\n| --- | --- | --- | --- |")
        for node in sorted(direct(member, [None, "build"]), key=lambda n: packages[n]["name"]):
            package = packages[node]
            if package["name"] in by_name:
                continue
            if package["name"] not in WHY:
                sys.exit(f"{package['name']}: say in WHY why it is there")
            pulled = sorted({packages[n]["name"] for n in below([node], [None, "build"]) - {node}})
            print(f"| {package['name']} {package['version']} | {WHY[package['name']]} | {package['license']} | "
                  f"{', '.join(pulled) or 'nothing'} |")
        shipped = [n for n in both if packages[n]["name"] not in by_name]
        print(f"\nAll {len(shipped)}:\n\n| package | in the binary | unsafe |\n| --- | --- | ---: |")
        for node in sorted(shipped, key=lambda n: (packages[n]["name"], packages[n]["version"])):
            package = packages[node]
            # A derive macro and what only it needs run at build time.
            real = below_without_macros(member, direct, proc_macro)
            inside = "yes" if node in real and node in run else "no"
            print(f"| {package['name']} {package['version']} | {inside} | {unsafe_count(package['manifest_path'])} |")
    print(PORTAL.rstrip())


def below_without_macros(start, direct, proc_macro):
    seen, todo = set(), [start]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo += [n for n in direct(node, [None]) if not proc_macro(n)]
    return seen


main()
