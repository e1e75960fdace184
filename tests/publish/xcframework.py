#!/usr/bin/env python3
"""Checks an XCFramework, and the package's privacy manifests, as far as a machine without Xcode can:

    tests/publish/xcframework.py XCFRAMEWORK [SOURCES]

its list, its folders and module maps, the machine and system that each library was built for, that each has every
function of the header, and that what it calls of the system needs no reason, or has one. Needs LLVM's tools.
"""

import plistlib
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "bindings/swift/Sources"
# System and variant: its names in a library (LC_BUILD_VERSION, LC_VERSION_MIN), and Package.swift's oldest.
SYSTEMS = {
    ("ios", None): ({"ios", "IPHONEOS"}, (15, 0)),
    ("ios", "simulator"): ({"iossimulator", "IPHONEOS"}, (15, 0)),
    ("macos", None): ({"macos", "MACOSX"}, (12, 0)),
}

# Apple's documentation of privacy manifests: the values that it allows.
TYPE, PURPOSE, CATEGORY = (
    "NSPrivacyCollectedDataType",
    "NSPrivacyCollectedDataTypePurpose",
    "NSPrivacyAccessedAPICategory",
)
DATA_TYPES = {
    TYPE + name
    for name in """Name EmailAddress PhoneNumber PhysicalAddress OtherUserContactInfo Health Fitness PaymentInfo
    CreditInfo OtherFinancialInfo PreciseLocation CoarseLocation SensitiveInfo Contacts
    EmailsOrTextMessages PhotosorVideos AudioData GameplayContent CustomerSupport OtherUserContent
    BrowsingHistory SearchHistory UserID DeviceID PurchaseHistory ProductInteraction AdvertisingData
    OtherUsageData CrashData PerformanceData OtherDiagnosticData EnvironmentScanning Hands Head
    OtherDataTypes""".split()
}
PURPOSES = {
    PURPOSE + name
    for name in """ThirdPartyAdvertising DeveloperAdvertising Analytics ProductPersonalization AppFunctionality
    Other""".split()
}
# What needs a reason, by category: functions that a library calls, and names that Swift code has.
FUNCTIONS = {
    CATEGORY + "FileTimestamp": "getattrlist getattrlistbulk fgetattrlist getattrlistat stat fstat fstatat lstat",
    CATEGORY + "SystemBootTime": "mach_absolute_time",
    CATEGORY + "DiskSpace": "statfs fstatfs statvfs fstatvfs",
    CATEGORY + "ActiveKeyboards": "",
    CATEGORY + "UserDefaults": "",
}
NAMES = {
    CATEGORY
    + "FileTimestamp": r"creationDate|modificationDate|fileModificationDate|contentModificationDateKey|creationDateKey",
    CATEGORY + "SystemBootTime": r"systemUptime|mach_absolute_time",
    CATEGORY + "DiskSpace": r"volumeAvailableCapacity\w*|volumeTotalCapacityKey|systemFreeSize|systemSize",
    CATEGORY + "ActiveKeyboards": r"activeInputModes",
    CATEGORY + "UserDefaults": r"UserDefaults",
}

passed, wrong = 0, []


def that(holds, what):
    global passed
    if holds:
        passed += 1
    else:
        wrong.append(what)


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def privacy(path, used):
    """A manifest's keys, and that each kind of data and each category is one that there is."""
    manifest = plistlib.loads(path.read_bytes())
    at = f"{path.parent.name}/{path.name}"
    kinds = {
        "NSPrivacyTracking": bool,
        "NSPrivacyTrackingDomains": list,
        "NSPrivacyCollectedDataTypes": list,
        "NSPrivacyAccessedAPITypes": list,
    }
    that(set(manifest) == set(kinds), f"{at}: the four keys, not {sorted(manifest)}")
    for key, kind in kinds.items():
        that(isinstance(manifest.get(key), kind), f"{at}: {key} is a {kind.__name__}")
    # Domains without tracking, or tracking without domains, is a contradiction.
    that(
        bool(manifest["NSPrivacyTrackingDomains"]) == manifest["NSPrivacyTracking"], f"{at}: domains where it tracks"
    )
    seen = set()
    for entry in manifest["NSPrivacyCollectedDataTypes"]:
        name = entry.get(TYPE)
        that(
            set(entry) == {TYPE, TYPE + "Linked", TYPE + "Tracking", TYPE + "Purposes"},
            f"{at}: {name} has its four keys",
        )
        that(name in DATA_TYPES and name not in seen, f"{at}: {name} is a type of Apple's, once")
        that(isinstance(entry.get(TYPE + "Linked"), bool), f"{at}: {name}: linked or not")
        that(entry.get(TYPE + "Tracking") is False, f"{at}: {name} is not used for tracking")
        purposes = entry.get(TYPE + "Purposes") or [None]
        that(set(purposes) <= PURPOSES, f"{at}: {name}: purposes {purposes}")
        seen.add(name)
    given = {
        entry.get("NSPrivacyAccessedAPIType"): entry.get("NSPrivacyAccessedAPITypeReasons")
        for entry in manifest["NSPrivacyAccessedAPITypes"]
    }
    that(set(given) <= set(FUNCTIONS), f"{at}: categories {sorted(given)}")
    for category, reasons in given.items():
        that(
            reasons and all(re.fullmatch(r"[0-9A-F]{4}\.[0-9]", reason) for reason in reasons),
            f"{at}: {category}: {reasons}",
        )
    code = "".join(source.read_text() for source in path.parent.rglob("*.swift"))
    for category, names in NAMES.items():
        calls = sorted(set(re.findall(rf"\b(?:{names})\b", code)) | used.get(category, set()))
        that(bool(calls) == (category in given), f"{at}: {category}: {given.get(category)} is given for {calls}")


def library(path, entry, functions):
    """The machine, the system and the functions of each architecture. Returns what it calls that needs a reason."""
    architectures = entry["SupportedArchitectures"]
    headers = run("llvm-objdump", "--macho", "--universal-headers", path) if len(architectures) > 1 else ""
    if headers:
        found = re.findall(r"^architecture (\S+)$", headers, re.MULTILINE)
        that(sorted(found) == sorted(architectures), f"{path}: built for {architectures}, not {found}")
    systems, oldest = SYSTEMS[entry["SupportedPlatform"], entry.get("SupportedPlatformVariant")]
    used = {}
    for architecture in architectures:
        # The bitcode of a newer LLVM in Rust's own parts is passed over.
        headers = run("llvm-objdump", "--macho", "--arch", architecture, "--private-headers", path)
        machines = set(re.findall(r"^ *MH_MAGIC_64 +(\S+)", headers, re.MULTILINE))
        that(
            machines == {{"arm64": "ARM64", "x86_64": "X86_64"}.get(architecture)},
            f"{path}: built for {architecture}, not {machines}",
        )
        if not machines:
            continue
        built = re.findall(r"^ *platform (\S+)\n(?: *sdk \S+\n)? *minos (\S+)", headers, re.MULTILINE)
        built += re.findall(r"^ *cmd LC_VERSION_MIN_(\S+)\n *cmdsize \S+\n *version (\S+)", headers, re.MULTILINE)
        newest = max(tuple(map(int, version.split("."))) for _, version in built)
        that(
            {system for system, _ in built} <= systems,
            f"{path} ({architecture}): for {sorted(systems)}, not {sorted(set(built))}",
        )
        that(newest == oldest, f"{path} ({architecture}): from {oldest} on, not {newest}")
        symbols = run("llvm-nm", "--no-llvm-bc", "--arch", architecture, path)
        defined = set(re.findall(r" [TDS] _(\w+)$", symbols, re.MULTILINE))
        called = {name.split("$")[0] for name in re.findall(r" U _([\w$]+)$", symbols, re.MULTILINE)}
        that(
            functions <= defined,
            f"{path} ({architecture}) has every function: {sorted(functions - defined)[:5]} are not there",
        )
        for category, names in FUNCTIONS.items():
            used.setdefault(category, set()).update(called & set(names.split()))
    return used


def framework(folder):
    listed = plistlib.loads((folder / "Info.plist").read_bytes())
    that(
        set(listed) == {"AvailableLibraries", "CFBundlePackageType", "XCFrameworkFormatVersion"},
        f"keys {sorted(listed)}",
    )
    that(
        listed["CFBundlePackageType"] == "XFWK" and listed["XCFrameworkFormatVersion"] == "1.0",
        "an XCFramework of version 1.0",
    )
    entries = listed["AvailableLibraries"]
    names = [entry["LibraryIdentifier"] for entry in entries]
    that(
        sorted(names) == sorted(path.name for path in folder.iterdir() if path.is_dir()),
        f"a folder for each of {names}",
    )
    that(
        len({(entry["SupportedPlatform"], entry.get("SupportedPlatformVariant")) for entry in entries})
        == len(entries)
        > 0,
        "each system once",
    )
    header = (SOURCES / "TorokuFFI/TorokuFFI.h").read_text()
    functions = set(re.findall(r"\b(\w*toroku_uniffi\w*)\((?!\))", header)) | set(
        re.findall(r"\b(\w*toroku_uniffi\w*)\(void", header)
    )
    functions = {name for name in functions if not name.isupper()}
    that(len(functions) > 80, f"the header has functions: {len(functions)}")
    used = {}
    for entry in entries:
        at = folder / entry["LibraryIdentifier"]
        wanted = {
            "BinaryPath",
            "HeadersPath",
            "LibraryIdentifier",
            "LibraryPath",
            "SupportedArchitectures",
            "SupportedPlatform",
        }
        that(set(entry) - {"SupportedPlatformVariant"} == wanted, f"{at.name}: keys {sorted(entry)}")
        name = "-".join(
            [
                entry["SupportedPlatform"],
                "_".join(entry["SupportedArchitectures"]),
                *([entry["SupportedPlatformVariant"]] if "SupportedPlatformVariant" in entry else []),
            ]
        )
        that(at.name == name, f"{at.name} is called {name}")
        that(entry["LibraryPath"] == entry["BinaryPath"] == "libtoroku_uniffi.a", f"{at.name}: the library's path")
        module = at / entry["HeadersPath"] / "TorokuFFI/module.modulemap"
        text = module.read_text()
        that(
            re.match(r"module (\w+) ", text)[1] == "TorokuFFI" and "link" not in text,
            f"{module}: the module is TorokuFFI",
        )
        for each in re.findall(r'header "([^"]+)"', text) or ["no header"]:
            that(
                (module.parent / each).is_file() and (module.parent / each).read_text() == header,
                f"{module}: {each} is ours",
            )
        files = {path.relative_to(at).as_posix() for path in at.rglob("*") if path.is_file()}
        that(
            files == {"libtoroku_uniffi.a", "Headers/TorokuFFI/TorokuFFI.h", "Headers/TorokuFFI/module.modulemap"},
            f"{at}: {files}",
        )
        for category, calls in library(at / entry["LibraryPath"], entry, functions).items():
            used.setdefault(category, set()).update(calls)
    return used


def main():
    sources = Path(sys.argv[2]) if len(sys.argv) > 2 else SOURCES
    used = framework(Path(sys.argv[1]))
    privacy(sources / "Toroku/PrivacyInfo.xcprivacy", used)
    privacy(sources / "TorokuClient/PrivacyInfo.xcprivacy", {})
    for what in wrong:
        print(f"FAILED: {what}")
    print(f"{passed} passed, {len(wrong)} failed")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
