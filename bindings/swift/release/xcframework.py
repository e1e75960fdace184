#!/usr/bin/env python3
"""Assembles TorokuFFI.xcframework from built libraries, and packs it: for build-xcframework.

    xcframework.py FOLDER SLICE:LIBRARY...

A slice has a library for each of its machines, in the order of SLICES. The zip is the same, to the byte, for the same
libraries: its checksum stands in a release's Package.swift.
"""

import plistlib
import shutil
import struct
import sys
import zipfile
from pathlib import Path

HEADER = Path(__file__).resolve().parents[1] / "Sources/TorokuFFI/TorokuFFI.h"
LIBRARY = "libtoroku_uniffi.a"
SLICES = {
    "ios": ("ios-arm64", "ios", ["arm64"], None),
    "simulator": ("ios-arm64_x86_64-simulator", "ios", ["arm64", "x86_64"], "simulator"),
    "macos": ("macos-arm64_x86_64", "macos", ["arm64", "x86_64"], None),
}
# Without `link`: the framework brings the library itself. In a folder of its own: apps put the headers of all
# frameworks together.
# A machine's number and kind, as Apple's <mach/machine.h> has them.
MACHINES = {"arm64": (0x0100000C, 0), "x86_64": (0x01000007, 3)}
MODULE = 'module TorokuFFI {\n    header "TorokuFFI.h"\n    export *\n}\n'


def universal(libraries, architectures):
    """One file of several machines' libraries, as lipo writes it.

    LLVM's lipo cannot read the bitcode of a newer LLVM, which Rust's own parts have.
    """
    if len(libraries) == 1:
        return libraries[0]
    align = 14  # of 16 KiB, arm64's pages
    table, content = struct.pack(">II", 0xCAFEBABE, len(libraries)), b""
    start = 1 << align
    for library, architecture in zip(libraries, architectures, strict=True):
        content += bytes(-len(content) % (1 << align))
        table += struct.pack(">IIIII", *MACHINES[architecture], start + len(content), len(library), align)
        content += library
    return table + bytes(start - len(table)) + content


def assemble(framework, libraries):
    entries = []
    for name, paths in libraries.items():
        identifier, platform, architectures, variant = SLICES[name]
        headers = framework / identifier / "Headers/TorokuFFI"
        headers.mkdir(parents=True)
        content = universal([path.read_bytes() for path in paths], architectures)
        (framework / identifier / LIBRARY).write_bytes(content)
        shutil.copyfile(HEADER, headers / HEADER.name)
        (headers / "module.modulemap").write_text(MODULE)
        entry = {
            "BinaryPath": LIBRARY,
            "HeadersPath": "Headers",
            "LibraryIdentifier": identifier,
            "LibraryPath": LIBRARY,
            "SupportedArchitectures": architectures,
            "SupportedPlatform": platform,
        }
        entries.append(entry | ({"SupportedPlatformVariant": variant} if variant else {}))
    about = {"AvailableLibraries": entries, "CFBundlePackageType": "XFWK", "XCFrameworkFormatVersion": "1.0"}
    (framework / "Info.plist").write_bytes(plistlib.dumps(about))


def pack(framework, archive):
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for path in sorted(framework.rglob("*")):
            if path.is_file():
                item = zipfile.ZipInfo(f"{framework.name}/{path.relative_to(framework).as_posix()}")
                item.external_attr = 0o644 << 16
                item.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(item, path.read_bytes())


def main():
    folder, libraries = Path(sys.argv[1]), {}
    for given in sys.argv[2:]:
        name, path = given.split(":", 1)
        libraries.setdefault(name, []).append(Path(path))
    framework = folder / "TorokuFFI.xcframework"
    shutil.rmtree(framework, ignore_errors=True)
    assemble(framework, libraries)
    archive = folder / "TorokuFFI.xcframework.zip"
    pack(framework, archive)
    print(
        f"{archive.name}: {archive.stat().st_size} bytes,",
        ", ".join(sorted(path.name for path in framework.iterdir() if path.is_dir())),
    )


if __name__ == "__main__":
    main()
