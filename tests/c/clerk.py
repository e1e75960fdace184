#!/usr/bin/env python3
"""clerk.py c|cobol PROGRAM: the clerk's program on a terminal of 80 columns and 24 lines, screen by screen.
clerk.py words: both programs have the same words, in both languages.
clerk.py screens C-PROGRAM COBOL-PROGRAM: both programs show the same screens.

toroku-store and the libraries are found as the environment says."""
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

from terminal import Terminal, columns

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"

# A registration with mistakes: where the clerk is, and what is typed there.
SESSION = [
    ("top", ""),
    ("1", "O'Brien"), ("1", "Suzuki-Hanako"), ("1", "=2"), ("1", "=1"),
    ("2", "1"),
    ("3", "2000-02-30"), ("3", "2000-01-01"),
    ("4", "tokyo"), ("list", ""), ("list", "3"),
    ("5", "2-8-1 新宿ハイツ5号"),
    ("6", "03-9876-5432"),
    ("7", "user01@ens-test.com"),
    ("8", "user02@ens-test.com"), ("8", ""),
    ("9", "1"),
    ("terms", "y"), ("terms", "n"), ("terms", ""), ("terms", "y"),
    ("8", "user01@ens-test.com"),
    ("review", "r"), ("review", "r"),
    ("done", ""),
]
REGISTERED = next(i for i, (where, _) in enumerate(SESSION) if where == "done")
OTHER = ["", "NGUYEN VAN DUC", "2", "1999-12-31", "011011", "2-2-2", "0311112222", "duc@ens-test.com", "duc@ens-test.com",
         "1", "", "y", "", "r"]
TITLES = {
    "ja": {"top": "新規利用者登録", "list": "市区町村の検索結果", "terms": "利用規約", "review": "利用者情報確認（STEP2）",
           "done": "利用者情報登録完了（STEP3）", "entry": "利用者情報入力（STEP1）"},
    "en": {"top": "Register a new user", "list": "Municipalities found", "terms": "Terms of Use",
           "review": "Confirm user information (STEP2)", "done": "Completion of user information registration (STEP3)",
           "entry": "Enter user information (STEP1)"},
}


def where(screen, language):
    """The field's number at STEP1, else the screen's name."""
    title = re.sub(r"\s+\d+/\d+$", "", screen.lines[0])
    name = next(name for name, known in TITLES[language].items() if known == title)
    if name != "entry":
        return name
    return re.search(r"^\*\s*(\d+) ", screen.text, re.M)[1]


def overview(screen):
    """What STEP1 shows of all fields, without the mark of the current one."""
    return [line[1:].rstrip() for line in screen.lines[1:11]]


class Shop:
    """A folder with a store, and the program that works in it."""

    def __init__(self, kind, program, folder):
        self.kind, self.program, self.folder = kind, str(pathlib.Path(program).resolve()), pathlib.Path(folder)
        self.folder.mkdir()
        for language in ("ja", "en"):
            shutil.copy(EXAMPLES / f"counter-{kind}" / f"terms.{language}.txt", self.folder)
        subprocess.run(["toroku-store", "make-key", "sequence.key"], cwd=self.folder, check=True)
        subprocess.run(["toroku-store", "create", "counter.store", "sequence.key"], cwd=self.folder, check=True)

    def arguments(self, language="en", encoding="utf-8"):
        if self.kind == "c":
            name = {"utf-8": "utf8", "cp932": "cp932"}[encoding]
            return [self.program, "--encoding", name, "--language", language]
        return [self.program, {"utf-8": "UTF8", "cp932": "CP932"}[encoding], "1", language]

    def terminal(self, language="en", encoding="utf-8"):
        return Terminal(self.arguments(language, encoding), self.folder, encoding)

    def piped(self, lines, language="en", environment=None):
        typed = "".join(line + "\n" for line in lines)
        return subprocess.run(self.arguments(language), cwd=self.folder, input=typed.encode(), capture_output=True,
                              env={**os.environ, **(environment or {})}, timeout=120, check=False)

    def rows(self, query):
        store = sqlite3.connect(self.folder / "counter.store")
        try:
            return store.execute(query).fetchall()
        finally:
            store.close()

    def count(self, table):
        return self.rows(f"SELECT count(*) FROM {table}")[0][0]

    def forget(self):
        store = sqlite3.connect(self.folder / "counter.store")
        store.execute("DELETE FROM draft")
        store.commit()
        store.close()


def walk(terminal, steps, language="en"):
    for at, typed in steps:
        assert where(terminal.screen, language) == at, f"not at {at}:\n{terminal.screen.text}"
        terminal.type(typed)


def sizes(shop):
    """Every screen is of a size that fits, which the terminal checks, also with the longest values and all problems."""
    seen = 0
    for language, encoding in (("ja", "utf-8"), ("en", "utf-8"), ("ja", "cp932"), ("en", "cp932")):
        terminal = shop.terminal(language, encoding)
        for at, typed in SESSION:
            assert where(terminal.screen, language) == at
            # The other language at each screen, and back: the same screen.
            if at != "list" and "2/2" not in terminal.screen:
                before, other = terminal.screen.text, {"ja": "en", "en": "ja"}[language]
                terminal.type("/")
                assert where(terminal.screen, other) == at and terminal.screen.text != before
                terminal.type("/")
                assert terminal.screen.text == before
            terminal.type(typed)
        longest = ["", "Ä" * 104, "x'" * 300, "A" * 104, "third", "1", "9999-99-99", "2000/1/1", "京都", "<", "011011", "番" * 80 + "9",
                   "番地９" * 26 + "9", "ア" * 60, "0312345678", "a" * 80 + "@example.jp", "a" * 48 + "@example.jp", "b@example.jp", "",
                   "what", "", "", "n", "", "y", "<1", "", "<8", "a" * 48 + "@example.jp", "", "1", "", "", ""]
        for typed in longest:
            terminal.type(typed)
        terminal.type("!")
        # Nothing is filled in, and Confirm clicked: each field with its problem.
        for typed in ["", "<10", "", "y"] + [""] * 12:
            terminal.type(typed)
        terminal.type("!")
        assert terminal.end() == 0
        seen += len(terminal.screens)
    return f"{seen} screens fit"


def prompts():
    """The number of each line of the session before which another screen, or page of it, stands than before all others."""
    seen = set()
    for number, (at, _) in enumerate(SESSION):
        page = (at, at in ("list", "terms", "review") and SESSION[number - 1][0] == at)
        if page not in seen:
            seen.add(page)
            yield number


def going_back(shop):
    """Back at every prompt leads to the screen before, with every value kept, and forward again to the same one."""
    terminal = shop.terminal()
    for number, (at, typed) in enumerate(SESSION):
        assert where(terminal.screen, "en") == at
        before = terminal.screen
        terminal.type("<")
        there = where(terminal.screen, "en")
        if at in ("top", "1", "done"):
            assert there == "top"
            if at == "1":
                terminal.type("")
        elif at in ("terms", "review"):
            assert there == "9", terminal.screen.text
            terminal.type("")
        elif at == "list":
            assert there == "4" and "tokyo" in terminal.screen
            terminal.type("tokyo")
        else:
            assert there == str(int(at) - 1) and overview(terminal.screen) == overview(before), terminal.screen.text
            terminal.type(f"<{at}")
        if " 2/" in before.lines[0]:
            terminal.type("")
        assert where(terminal.screen, "en") == at or at == "done"
        if at in ("list", "review"):
            assert terminal.screen.text == before.text
        elif at.isdigit():
            assert overview(terminal.screen) == overview(before)
        if number < REGISTERED:
            terminal.type(typed)
    assert terminal.end() == 0
    return f"Back at {len(SESSION)} prompts"


def cancelling(shop):
    """Cancel at every prompt, in one run: nothing is kept of anybody, and the next one finds STEP1 empty."""
    registered = shop.count("registration")
    terminal = shop.terminal()
    terminal.type("")
    empty = terminal.screen.text
    terminal.type("<")
    tried = list(prompts())[1:]
    for number in tried:
        at = SESSION[number][0]
        walk(terminal, SESSION[:number])
        assert where(terminal.screen, "en") == at
        terminal.type("!")
        assert where(terminal.screen, "en") == "top" and shop.count("draft") == 0
        registered += at == "done"
        assert shop.count("registration") == registered
        assert at == "done" or "The entry was deleted." in terminal.screen
        terminal.type("")
        assert terminal.screen.text == empty, f"something is left:\n{terminal.screen.text}"
        terminal.type("<")
        assert "unfinished" not in terminal.screen
    assert terminal.end() == 0
    return f"Cancel at {len(tried)} prompts"


def two_applicants(shop):
    """The second one, in the same run, inherits nothing of the first: value, key, mail or screen."""
    start = shop.count("registration")
    terminal = shop.terminal()
    walk(terminal, SESSION)
    first = len(terminal.screens)
    for typed in OTHER:
        terminal.type(typed)
    assert where(terminal.screen, "en") == "done", terminal.screen.text
    terminal.type("")
    for screen in terminal.screens[first - 1:]:
        for value in ("SUZUKI", "Suzuki", "user01", "9876", "新宿"):
            assert value not in screen, f"{value} of the one before:\n{screen.text}"
    assert terminal.end() == 0
    people = shop.rows("SELECT user_name, mail_key, user_id, email, language FROM registration "
                       "ORDER BY number")[start:]
    assert [person[0] for person in people] == ["SUZUKI HANAKO", "NGUYEN VAN DUC"]
    assert [person[3] for person in people] == ["user01@ens-test.com", "duc@ens-test.com"]
    assert len({person[1] for person in people}) == 2 and len({person[2] for person in people}) == 2
    assert shop.count("draft") == 0 and {mail for *_, mail in people} == {"en"}
    slips = [(shop.folder / f"slip-{person[2]}.txt").read_text() for person in people]
    assert "SUZUKI" in slips[0] and "NGUYEN" in slips[1] and "SUZUKI" not in slips[1]
    return "two applicants in one run"


def ends(shop):
    """The end of the input at every prompt: nobody is registered, and the entry goes on where it was."""
    before = shop.count("registration")
    tried = list(prompts())
    for number in tried:
        at = SESSION[number][0]
        ended = shop.piped([typed for _, typed in SESSION[:number]])
        assert ended.stderr == b"" and shop.count("registration") == before + (at == "done")
        assert ended.returncode == (0 if at in ("top", "done") else 1), f"{ended.returncode} at {at}"
        if number > 1 and at != "done":
            terminal = shop.terminal()
            there = where(terminal.screen, "en")
            assert there == {"list": "4", "9": "8", "terms": "8"}.get(at, at), f"{there} for {at}"
            assert "goes on where it stopped" in terminal.screen or there == "review"
            assert terminal.end() == 1
        assert shop.count("registration") == before + (at == "done")
        shop.forget()
    return f"the end at {len(tried)} prompts"


def slips(shop):
    """The bytes of the slip: 80 columns, in the terminal's encoding, read by its owner alone."""
    expected = (ROOT / "tests/c/slip.txt").read_text(encoding="utf-8")
    for encoding in ("utf-8", "cp932"):
        terminal = shop.terminal("ja", encoding)
        walk(terminal, SESSION[:REGISTERED], "ja")
        name = re.search(r"slip-([a-z]{5}[0-9]{5})\.txt", terminal.screen.text)
        terminal.type("")
        terminal.end()
        slip = shop.folder / name[0]
        assert slip.stat().st_mode & 0o777 == 0o600
        text = slip.read_bytes().decode(encoding)
        assert all(columns(line) <= 80 for line in text.split("\n")) and not re.search(r"[\x00-\x09\x0b-\x1f]", text)
        text = re.sub(r"2\d\d\d-\d\d-\d\d", "YYYY-MM-DD", text.replace(name[1], "abcde12345"))
        assert text == expected, text
    return "the slip in two encodings"


def hostile_bytes(shop):
    """What is typed never reaches the terminal as it is: Terminal and Screen look for it."""
    terminal = shop.terminal()
    terminal.type("")
    for typed in (b"\x1b[2J\x1b]0;title\x07A", b"A\xc2\x9b2JB", b"A\tB\x0b\x0c", "A\u202eB\u200b".encode(), b"\x1b[31m", b"A\x00B"):
        terminal.type("<1")
        terminal.type(typed)
        assert re.search(r"<(ESC|U\+009B|TAB|U\+202E|NUL)>", terminal.screen.text), terminal.screen.text
    # A text that this terminal cannot have written.
    terminal.type("<1")
    terminal.type(b"A\xff\xfe")
    assert "This cannot be read as text." in terminal.screen
    terminal.type("!")
    terminal.end()
    terminal = shop.terminal("en", "cp932")
    terminal.type("")
    terminal.type(b"A\x82")
    assert "This cannot be read as text." in terminal.screen
    terminal.type("!")
    terminal.end()
    return "control bytes are named"


def failing_disk(work):
    disk = work / "disk.so"
    if not disk.exists():
        subprocess.run(["gcc", "-shared", "-fPIC", str(ROOT / "tests/c/store/disk.c"), "-o", str(disk), "-ldl"], check=True)
    return str(disk)


def full_disk(shop, work):
    """A disk that is full at the moment of registering: nobody is registered, and STEP2 says so. One that is full a
    moment later: there is no slip, STEP3 says so, and it comes again with one when there is room."""
    disk = failing_disk(work)
    lines = [typed for _, typed in SESSION[:REGISTERED]]
    count = shop.folder / "count"
    shop.piped(lines, environment={"LD_PRELOAD": disk, "DISK_COUNT": str(count)})
    at, refused, without_slip = int(count.read_text()), 0, 0
    while at > 0:
        shop.forget()
        before = shop.count("registration")
        said = shop.piped(lines, environment={"LD_PRELOAD": disk, "DISK_FULL_AT": str(at)})
        if b"You are not registered yet." in said.stdout:
            refused += 1
            assert b"The disk " in said.stdout and said.returncode == 1
            assert shop.count("registration") == before
        elif b"No slip was made." in said.stdout:
            without_slip += 1
            assert shop.count("registration") == before + 1
            again = shop.piped([])
            assert b"STEP3" in again.stdout and b"No slip" not in again.stdout and again.returncode == 0
            assert shop.count("registration") == before + 1 and shop.count("draft") == 0
        elif refused > 0:
            break
        at -= 9 if refused > 0 else 1
    assert refused > 2 and without_slip > 2
    shop.forget()
    return f"a full disk at {refused} moments of registering, {without_slip} of the slip"


def power_cuts(shop, work):
    """A power cut at moments of registering, and before: who was shown a user ID has it, who is registered is shown it at the
    next start, and nobody else is registered; what stands at STEP2 is registered once."""
    lines = [typed for _, typed in SESSION[:REGISTERED]]
    count = shop.folder / "count"
    shop.piped(lines, environment={"LD_PRELOAD": failing_disk(work), "DISK_COUNT": str(count)})
    most, registered, at_step2 = int(count.read_text()), 0, 0
    # The last ones are those of STEP2 and of registering, then of the slip and of what is forgotten.
    for at in [*range(5, most - 92, 59), *range(most - 92, most - 32, 3), *range(most - 32, most + 1, 9)]:
        shop.forget()
        before = shop.count("registration")
        said = shop.piped(lines, environment={"LD_PRELOAD": failing_disk(work), "DISK_CUT_AT": str(at), "DISK_SEED": str(at)})
        if said.returncode != 99:  # the first run had locks to make
            assert said.returncode == 0 and at > most - 8, f"{said.returncode} at {at} of {most}: {said.stderr}"
            break
        shown = re.search(rb"User ID: ([a-z]{5}[0-9]{5})", said.stdout)
        terminal = shop.terminal()
        there, more = where(terminal.screen, "en"), shop.count("registration") - before
        if there == "review":
            at_step2 += 1
            assert more == 0
            for typed in ("", "r"):
                terminal.type(typed)
            there = where(terminal.screen, "en")
            assert there == "done" and shop.count("registration") == before + 1
        elif more == 1:
            registered += 1
            assert there == "done" or not shop.count("draft"), terminal.screen.text
        assert more in (0, 1) and (shown is None or more == 1)
        people = [row[0] for row in shop.rows("SELECT user_id FROM registration ORDER BY number")]
        assert shown is None or people[-1] == shown[1].decode()
        assert there != "done" or people[-1] in terminal.screen
        assert len(set(people)) == len(people) == shop.rows("SELECT next FROM counter")[0][0]
        assert shop.rows("PRAGMA integrity_check") == [("ok",)]
        terminal.end()
    assert registered > 2 and at_step2 > 2
    shop.forget()
    return f"power cuts, {at_step2} before registering and {registered} after"


def words():
    """The same table in both programs; each key that is used is there or in the catalogue, and not in both."""
    in_c = re.findall(r'\{"([^"]+)",\s*"([^"]+)",\s*"([^"]+)"\}', (EXAMPLES / "counter-c/wording.c").read_text("utf-8"))
    copybook = (EXAMPLES / "counter-cobol/CLKWORDS.cpy").read_text("utf-8").split("01  FILLER REDEFINES")[0]
    table = b""
    for size, value in re.findall(r'PIC X\((\d+)\) VALUE\s+"([^"]*)"\.', copybook):
        assert len(value.encode()) <= int(size), value
        table += value.encode().ljust(int(size))
    width = 20 + 96 + 50
    in_cobol = [tuple(row[a:b].decode().rstrip() for a, b in ((0, 20), (20, 116), (116, width)))
                for row in (table[i:i + width] for i in range(0, len(table), width))]
    assert in_c == in_cobol, set(in_c) ^ set(in_cobol)
    for key, japanese, english in in_c:
        assert english.isascii() and not japanese.isascii(), key
    catalogues = []
    for language in ("ja", "en"):
        lines = (ROOT / f"core/wording/{language}.tsv").read_text("utf-8").splitlines()
        catalogues.append(dict(line.split("\t", 1) for line in lines if line and not line.startswith("#")))
    own = {key for key, *_ in in_c}
    used = set()
    for source in EXAMPLES.glob("counter-c/*.c"):
        keys = re.findall(r'"([a-z]+\.[a-z_.]+)"', source.read_text("utf-8"))
        used |= {key for key in keys if not key.endswith((".h", ".store", ".key"))}
    for source in EXAMPLES.glob("counter-cobol/*.cob"):
        used |= set(re.findall(r'MOVE "([a-z]+\.[a-z_.]+)"\s+TO\s+CL-(?:KEY|NOTICE)', source.read_text("utf-8")))
    for catalogue in catalogues:
        assert not own & catalogue.keys(), own & catalogue.keys()
        assert used - own <= catalogue.keys(), used - own - catalogue.keys()
    assert own <= used, own - used
    for language in ("ja", "en"):
        terms = [(EXAMPLES / f"counter-{kind}/terms.{language}.txt").read_bytes() for kind in ("c", "cobol")]
        assert terms[0] == terms[1]
    return f"{len(own)} words and {len(used - own)} of the catalogue in both languages"


def same_screens(in_c, in_cobol, work):
    shown = []
    for kind, program in (("c", in_c), ("cobol", in_cobol)):
        shop = Shop(kind, program, work / f"same-{kind}")
        screens = []
        for language in ("ja", "en"):
            terminal = shop.terminal(language)
            walk(terminal, SESSION, language)
            terminal.end()
            screens += ["\n".join(line.rstrip() for line in screen.lines) for screen in terminal.screens]
        shown.append([re.sub(r"[a-z]{5}[0-9]{5}", "ID", screen) for screen in screens])
    assert len(shown[0]) == len(shown[1])
    for one, other in zip(*shown):
        assert one == other, f"{one}\n---- in COBOL ----\n{other}"
    return f"{len(shown[0])} screens are the same in C and COBOL"


def timed(check, *rest):
    started = time.monotonic()
    said = check(*rest)
    print(f"{time.monotonic() - started:5.1f} s  {said}")
    return said


def main(kind, *rest):
    if kind == "words":
        return [words()]
    # In memory, where there is room: each line that is typed is synced.
    memory = pathlib.Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as work:
        return clerk(kind, pathlib.Path(work), *rest)


def clerk(kind, work, program, other=None):
    if kind == "screens":
        return [same_screens(program, other, work)]
    shop = Shop(kind, program, work / "shop")
    for check in (sizes, going_back, cancelling, two_applicants, ends, slips, hostile_bytes):
        timed(check, shop)
    return [timed(full_disk, shop, work), timed(power_cuts, shop, work)]


if __name__ == "__main__":
    print("; ".join(main(*sys.argv[1:])))
