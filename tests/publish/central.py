#!/usr/bin/env python3
"""Checks a deployed folder against what Maven Central asks for, file by file, and makes the bundle that is uploaded.

    tests/publish/central.py FOLDER [--platforms NAME...] [--bundle FILE]

FOLDER is what `mvn deploy` wrote. Signatures are verified by the keys of gpg ($GNUPGHOME). --platforms: whose native
libraries must be there; without it those that are there will do.
The rules: https://central.sonatype.org/publish/requirements/
"""

import argparse
import hashlib
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
GROUP = "dev.toroku"
# Artifact: packaging, and the folders of its sources.
ARTIFACTS = {
    "toroku": ("jar", ["bindings/kotlin/src/main/kotlin", "bindings/kotlin/glue"]),
    "toroku-client": ("jar", ["bindings/kotlin-client/src/main/kotlin"]),
    "toroku-bom": ("pom", []),
}
# Platform: its library, and the bytes that say for which machine a library is, at their place.
PLATFORMS = {
    "linux-x86_64": ("libtoroku_jni.so", (0, b"\x7fELF\x02\x01"), (18, struct.pack("<H", 62))),
    "linux-aarch_64": ("libtoroku_jni.so", (0, b"\x7fELF\x02\x01"), (18, struct.pack("<H", 183))),
    "osx-x86_64": ("libtoroku_jni.dylib", (0, struct.pack("<I", 0xFEEDFACF)), (4, struct.pack("<I", 0x01000007))),
    "osx-aarch_64": ("libtoroku_jni.dylib", (0, struct.pack("<I", 0xFEEDFACF)), (4, struct.pack("<I", 0x0100000C))),
    "windows-x86_64": ("toroku_jni.dll", (0, b"MZ")),
}
NAMESPACE = {"m": "http://maven.apache.org/POM/4.0.0"}


class Check:
    """What was checked and what was found wrong in one folder."""

    def __init__(self, folder, platforms):
        self.folder, self.platforms = folder, platforms
        self.passed, self.wrong = 0, []

    def that(self, holds, what):
        if holds:
            self.passed += 1
        else:
            self.wrong.append(what)

    def all(self):
        group = self.folder / GROUP.replace(".", "/")
        found = {path.parent.parent.name: path for path in group.glob("*/*/*.pom")}
        self.that(set(found) == set(ARTIFACTS), f"artifacts {sorted(found)}")
        versions = {path.parent.name for path in found.values()}
        self.that(len(versions) == 1, f"one version: {sorted(versions)}")
        for name, path in found.items():
            self.artifact(name, path)
        self.bom(found["toroku-bom"]) if "toroku-bom" in found else None
        return self

    def artifact(self, name, pom):
        folder, version = pom.parent, pom.parent.name
        packaging, sources = ARTIFACTS.get(name, ("jar", []))
        stem = f"{name}-{version}"
        files = {f"{stem}.pom"}
        if packaging == "jar":
            files |= {f"{stem}.jar", f"{stem}-sources.jar", f"{stem}-javadoc.jar"}
        natives = {
            p: f"{stem}-{p}.jar" for p in PLATFORMS if name == "toroku" and (folder / f"{stem}-{p}.jar").exists()
        }
        files |= set(natives.values())
        there = {path.name for path in folder.iterdir()}
        for file in sorted(files):
            self.that(file in there, f"{file} is there")
            self.that(f"{file}.asc" in there, f"{file} is signed")
            for kind in ("md5", "sha1"):
                self.that(f"{file}.{kind}" in there, f"{file} has its {kind}")
        allowed = {file + end for file in files for end in ("", ".asc", ".md5", ".sha1", ".asc.md5", ".asc.sha1")}
        self.that(there <= allowed, f"nothing else beside {stem}: {sorted(there - allowed)}")
        for file in sorted(there):
            self.file(folder / file)
        self.pom(pom, name, packaging)
        if packaging == "jar" and files <= there:
            self.jars(folder, stem, name, sources)
        for platform, file in natives.items():
            self.native(folder / file, platform)
        if name == "toroku" and self.platforms is not None:
            for platform in self.platforms:
                self.that(platform in natives, f"the library for {platform} is there")

    def file(self, path):
        match path.suffix:
            case ".md5" | ".sha1":
                original = path.with_suffix("")
                digest = hashlib.new(path.suffix[1:], original.read_bytes() if original.exists() else b"").hexdigest()
                self.that(path.read_text().split()[:1] == [digest], f"{path.name} is that of its file")
            case ".asc":
                command = ["gpg", "--batch", "--verify", path, path.with_suffix("")]
                verified = subprocess.run(command, capture_output=True, check=False)
                self.that(verified.returncode == 0, f"{path.name} verifies")

    def pom(self, path, name, packaging):
        try:
            pom = ElementTree.parse(path).getroot()
        except ElementTree.ParseError as error:
            self.that(False, f"{path.name} is XML: {error}")
            return
        text = lambda place: (pom.findtext(place, "", NAMESPACE) or "").strip()
        version = path.parent.name
        same = {"modelVersion": "4.0.0", "groupId": GROUP, "artifactId": name, "version": version}
        for place, value in same.items():
            self.that(text(f"m:{place}") == value, f"{path.name}: {place} is {value}")
        self.that((text("m:packaging") or "jar") == packaging, f"{path.name}: packaging is {packaging}")
        self.that("SNAPSHOT" not in version, f"{path.name}: a release")
        once = [
            "name",
            "description",
            "url",
            "licenses/m:license/m:name",
            "licenses/m:license/m:url",
            "developers/m:developer/m:name",
            "developers/m:developer/m:url",
            "scm/m:connection",
            "scm/m:developerConnection",
            "scm/m:url",
        ]
        for place in once:
            self.that(text(f"m:{place}"), f"{path.name}: has {place.replace('m:', '')}")
        # A parent would have to be published too; the rest says how it is built here.
        for place in ("parent", "build", "profiles", "repositories", "pluginRepositories", "modules"):
            self.that(pom.find(f"m:{place}", NAMESPACE) is None, f"{path.name}: has no {place}")
        for dependency in pom.iterfind("m:dependencies/m:dependency", NAMESPACE):
            which = dependency.findtext("m:artifactId", "", NAMESPACE)
            version = dependency.findtext("m:version", "", NAMESPACE)
            self.that(
                re.fullmatch(r"[0-9][0-9A-Za-z.-]*", version) and "SNAPSHOT" not in version,
                f"{path.name}: {which} has a released version, not {version!r}",
            )
            self.that(
                dependency.findtext("m:scope", "compile", NAMESPACE) in ("compile", "runtime"),
                f"{path.name}: {which} is for those who depend on it",
            )

    def jars(self, folder, stem, name, sources):
        names = {
            kind: zipfile.ZipFile(folder / f"{stem}{kind}.jar").namelist() for kind in ("", "-sources", "-javadoc")
        }
        self.that(any(name.endswith(".class") for name in names[""]), f"{stem}.jar has classes")
        self.that(
            not any(re.search(r"\.(so|dylib|dll|jnilib)$", name) for name in names[""]),
            f"{stem}.jar has no native library",
        )
        for licence in ("LICENSE-MIT", "LICENSE-APACHE"):
            self.that(f"META-INF/{name}/{licence}" in names[""], f"{stem}.jar has {licence}")
        for source in sources:
            for path in sorted((ROOT / source).rglob("*.kt")):
                inside = path.relative_to(ROOT / source).as_posix()
                self.that(inside in names["-sources"], f"{stem}-sources.jar has {inside}")
        self.that("index.html" in names["-javadoc"], f"{stem}-javadoc.jar has its first page")
        pages = [name for name in names["-javadoc"] if name.endswith(".html")]
        self.that(len(pages) > 5, f"{stem}-javadoc.jar has a page for each type: {len(pages)}")

    def native(self, path, platform):
        library, *marks = PLATFORMS[platform]
        place = f"dev/toroku/native/{platform}/{library}"
        with zipfile.ZipFile(path) as jar:
            inside = [name for name in jar.namelist() if name.startswith("dev/") and not name.endswith("/")]
            self.that(inside == [place], f"{path.name} has {place} alone, not {inside}")
            content = jar.read(place) if place in jar.namelist() else b""
            for at, mark in marks:
                self.that(content[at : at + len(mark)] == mark, f"{path.name}: a library for {platform}")
            for text in ("LICENSE-MIT", "LICENSE-APACHE", "NOTICE"):
                self.that(f"META-INF/toroku-native/{text}" in jar.namelist(), f"{path.name} has {text}")

    def bom(self, path):
        """It names every artifact and every platform, at this version."""
        pom, version = ElementTree.parse(path).getroot(), path.parent.name
        managed = set()
        for dependency in pom.iterfind("m:dependencyManagement/m:dependencies/m:dependency", NAMESPACE):
            given = {
                place: dependency.findtext(f"m:{place}", "", NAMESPACE)
                for place in ("groupId", "artifactId", "version", "classifier")
            }
            self.that(
                given["version"].replace("${project.version}", version) == version and given["groupId"] == GROUP,
                f"{path.name}: {given} is of this release",
            )
            managed.add((given["artifactId"], given["classifier"]))
        wanted = {("toroku", ""), ("toroku-client", "")} | {("toroku", platform) for platform in PLATFORMS}
        self.that(managed == wanted, f"{path.name} names {sorted(wanted)}, not {sorted(managed)}")


def bundle(folder, file):
    """What Central's portal takes: the folder without the lists of versions, which Central writes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("maven-metadata.xml"):
                archive.write(path, path.relative_to(folder).as_posix())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--platforms", nargs="+", choices=PLATFORMS)
    parser.add_argument("--bundle", type=Path)
    given = parser.parse_args()
    check = Check(given.folder, given.platforms).all()
    for what in check.wrong:
        print(f"FAILED: {what}")
    if not check.wrong and given.bundle:
        bundle(given.folder, given.bundle)
    print(f"{check.passed} passed, {len(check.wrong)} failed")
    sys.exit(bool(check.wrong))


if __name__ == "__main__":
    main()
