"""The wheel: the vectors by `check` and by `check_table`, every way a table comes, types, and silence."""

import datetime
import decimal
import json
import types
import unittest

import numpy
import pandas
import polars
import pyarrow
import toroku
from vectors import NOW, SAMPLE, VECTORS, read, whole

# STEP2 shows these as they are registered.
SHOWN_AS_KEPT = {"user_name", "date_of_birth", "street_address", "phone", "email"}


def field_cases():
    for path in sorted((VECTORS / "fields").glob("*.json")):
        yield from read(f"fields/{path.name}")["cases"]


def policy_of(case):
    settings = dict(case.get("policy", {}))
    user_types = [one["name"] for one in settings.pop("user_types", [])] or None
    patterns = {one["field"]: one["expression"] for one in settings.pop("patterns", [])}
    return toroku.Policy(
        user_types=user_types, patterns=patterns, settings={name: int(value) for name, value in settings.items()})


def items_of(case):
    sample = dict(SAMPLE)
    if case.get("policy", {}).get("strict"):
        sample["street_address"] = "１－１－１"
    if case.get("policy", {}).get("user_types"):
        sample["user_type"] = case["policy"]["user_types"][0]["name"]
    return sample | {name: whole(text) for name, text in case["items"].items()}


def codes(findings):
    return [finding.code for finding in findings]


class Fields(unittest.TestCase):
    def test_every_case_one_by_one(self):
        for case in field_cases():
            with self.subTest(case["id"]):
                report = toroku.check(items_of(case), policy=policy_of(case), now=case.get("now", NOW))
                expected, field = case["expect"], report[case["field"]]
                problem = expected.get("problem")
                self.assertEqual(field.problem and field.problem.code, problem and problem["code"])
                self.assertEqual(report.is_good, problem is None)
                if problem and "suggestions" in problem:
                    self.assertEqual([one.expose() for one in field.problem.suggestions], problem["suggestions"])
                if not problem:
                    self.assertEqual(codes(field.notices), [notice["code"] for notice in expected["notices"]])
                    self.assertEqual(codes(field.conversions), expected["conversions"])
                if not problem and case["field"] in SHOWN_AS_KEPT:
                    self.assertEqual(field.value.expose(), expected["value"])

    def test_the_same_in_one_table(self):
        by_policy = {}
        for case in field_cases():
            key = json.dumps([case.get("policy"), case.get("now", NOW)], sort_keys=True)
            by_policy.setdefault(key, []).append(case)
        for cases in by_policy.values():
            rows = [items_of(case) for case in cases]
            policy, now = policy_of(cases[0]), cases[0].get("now", NOW)
            found = toroku.check_table(pyarrow.Table.from_pylist(rows), values=True, policy=policy, now=now)
            for row, result in zip(rows, found.to_pylist(), strict=True):
                report = toroku.check(row, policy=policy, now=now)
                for field in report.fields:
                    name, problem = field.field, field.problem
                    self.assertEqual(result[f"{name}_problem"], problem and problem.code)
                    self.assertEqual(result[f"{name}_notice"], next(iter(codes(field.notices)), None))
                    self.assertEqual(result[f"{name}_converted"], bool(field.conversions))
                    self.assertEqual(result[f"{name}_value"], field.value and field.value.expose())
                    offered = problem.suggestions[0].expose() if problem and problem.suggestions else None
                    self.assertEqual(result[f"{name}_suggestion"], offered)


class Tables(unittest.TestCase):
    ROWS = [SAMPLE, SAMPLE | {"user_name": "Houmu Taro"}, SAMPLE | {"phone": "03-1234-567O"}]

    def problems(self, table, **settings):
        found = toroku.check_table(table, now=NOW, **settings).to_pylist()
        return [{name: code for name, code in row.items() if name.endswith("_problem") and code} for row in found]

    def test_pyarrow_pandas_and_polars(self):
        expected = [{}, {}, {"phone_problem": "phone.char"}]
        self.assertEqual(self.problems(pyarrow.Table.from_pylist(self.ROWS)), expected)
        self.assertEqual(self.problems(pandas.DataFrame(self.ROWS)), expected)
        self.assertEqual(self.problems(polars.DataFrame(self.ROWS)), expected)
        reader = pyarrow.Table.from_pylist(self.ROWS).to_reader(max_chunksize=1)
        self.assertEqual(self.problems(reader), expected)

    def test_columns_that_are_no_texts(self):
        table = pyarrow.table({
            "user_name": pyarrow.array(["HOUMU TARO", "HOUMU TARO"]).dictionary_encode(),
            "birth_year": pyarrow.array([2000, 3000], pyarrow.int16()),
            "birth_month": pyarrow.array([1, 1], pyarrow.int8()),
            "birth_day": pyarrow.array([1, None], pyarrow.int64()),
            "sex": pyarrow.array(["male", "female"], pyarrow.large_string()),
            "street_address": pyarrow.array(["１－１", "１－１"], pyarrow.string_view()),
        })
        self.assertEqual(self.problems(table), [{}, {"date_of_birth_problem": "birth.incomplete"}])
        born = [datetime.date(2000, 1, 1), datetime.date(2030, 1, 1), None]
        found = toroku.check_table(pyarrow.table({"date_of_birth": born}), values=True, now=NOW)
        self.assertEqual(found["date_of_birth_value"].to_pylist(), ["2000-01-01", None, None])
        self.assertEqual(found["date_of_birth_problem"].to_pylist(), [None, "birth.future", "birth.required"])

    def test_numbers_that_a_missing_one_gave_a_point(self):
        frame = pandas.DataFrame({"phone": [9012345678, None], "birth_year": [2000, None], "birth_month": [1, None],
                                  "birth_day": [31, None], "user_name": ["TARO", numpy.nan]})
        self.assertEqual(frame["phone"].dtype, float)
        for table in [frame, polars.from_pandas(frame, nan_to_null=False), pyarrow.Table.from_pandas(frame).cast(
                pyarrow.schema([(name, pyarrow.decimal128(14, 2) if name != "user_name" else pyarrow.string())
                                for name in frame.columns]))]:
            found = toroku.check_table(table, values=True, now=NOW).to_pylist()
            self.assertEqual([row["phone_value"] for row in found], ["9012345678", None])
            self.assertEqual([row["date_of_birth_value"] for row in found], ["2000-01-31", None])
            self.assertEqual([row["phone_problem"] for row in found], [None, "phone.required"])
        dates = pyarrow.table({"date_of_birth": pyarrow.array([20000131.0, None, float("nan"), 2e300])})
        self.assertEqual(self.problems(dates)[:3], [{}, *[{"date_of_birth_problem": "birth.required"}] * 2])
        self.assertTrue(self.problems(dates)[3])

    def test_moments_are_their_day(self):
        evening = datetime.datetime(2000, 1, 31, 20, 30)
        for kind in ["s", "ms", "us", "ns"]:
            born = pyarrow.array([evening, None], pyarrow.timestamp(kind))
            found = toroku.check_table(pyarrow.table({"date_of_birth": born}), values=True, now=NOW)
            self.assertEqual(found["date_of_birth_value"].to_pylist(), ["2000-01-31", None])
        for zone, day in [("UTC", "2000-01-31"), ("Asia/Tokyo", "2000-02-01"), ("-21:00", "2000-01-30")]:
            born = pyarrow.array([evening], pyarrow.timestamp("us", zone))
            found = toroku.check_table(pyarrow.table({"date_of_birth": born}), values=True, now=NOW)
            self.assertEqual(found["date_of_birth_value"].to_pylist(), [day])
        frame = pandas.DataFrame({"date_of_birth": pandas.to_datetime(["2000-01-31", None])})
        self.assertEqual(self.problems(frame), [{}, {"date_of_birth_problem": "birth.required"}])

    def test_a_spreadsheets_mixed_columns(self):
        frame = pandas.DataFrame({
            "phone": ["03-1234-5678", 9012345678, numpy.int64(312345678), 312345678.0, decimal.Decimal("312345678"), None],
            "date_of_birth": ["平成12年1月31日", datetime.datetime(2000, 1, 31, 9), datetime.date(2000, 1, 31), 20000131,
                              pandas.NaT, "2000/1/31"],
            "user_name": ["TARO", numpy.nan, pandas.NA, None, "HANAKO", ""],
            "id": [1, "x", None, 2.5, b"", []],
        })
        numbers = ["0312345678", "9012345678", "312345678", "312345678", "312345678", None]
        found = toroku.check_table(frame.set_index("id"), values=True, now=NOW)
        self.assertEqual(found, toroku.check_table(frame, values=True, now=NOW))
        self.assertEqual(found["phone_value"].to_pylist(), numbers)
        self.assertEqual(found["date_of_birth_value"].to_pylist(), [None, *["2000-01-31"] * 3, None, "2000-01-31"])
        self.assertEqual(found["date_of_birth_problem"].to_pylist()[4], "birth.required")
        self.assertEqual(found["user_name_problem"].to_pylist(), [None, *["name.required"] * 3, None, "name.required"])

    def test_columns_that_cannot_be_texts(self):
        nested = [[["a"]], [{"a": 1}], [True], [datetime.time(1)], [datetime.timedelta(1)], [b"\xff"]]
        tables = [pyarrow.table({"id": [1], "sex": values}) for values in nested]
        tables += [pandas.DataFrame({"sex": ["male", other]}) for other in [True, b"", [], {}]]
        for table in tables:
            with self.assertRaisesRegex(ValueError, "^column sex cannot be read as text$"):
                self.problems(table)
        twice = pyarrow.table([["male"], ["female"]], names=["sex", "sex"])
        for table in [twice, pandas.DataFrame([["male", "female"]], columns=["sex", "sex"])]:
            with self.assertRaisesRegex(ValueError, "^two columns have the name sex$"):
                self.problems(table)

    def test_a_table_that_fails_says_nothing_personal(self):
        class Table:
            def __arrow_c_stream__(self, requested_schema=None):
                raise pyarrow.ArrowInvalid("Could not convert 'SECRET'")

        with self.assertRaisesRegex(ValueError, "^the table cannot be given to Arrow: ArrowInvalid$"):
            self.problems(Table())

    def test_only_the_columns_that_are_there(self):
        found = toroku.check_table(pyarrow.table({"id": [1, 2], "user_name": ["TARO", None]}), now=NOW)
        self.assertEqual(found.column_names, ["user_name_problem", "user_name_notice", "user_name_converted"])
        self.assertEqual(found["user_name_problem"].to_pylist(), [None, "name.required"])

    def test_no_row_no_column(self):
        empty = toroku.check_table(pyarrow.table({"user_name": pyarrow.array([], pyarrow.string())}))
        self.assertEqual(empty.num_rows, 0)
        with self.assertRaisesRegex(ValueError, "no column has the name of an item"):
            toroku.check_table(pyarrow.table({"name": ["TARO"]}))
        with self.assertRaisesRegex(ValueError, "one too many"):
            toroku.check_table(pyarrow.table({"date_of_birth": ["2000-01-01"], "birth_year": ["2000"]}))
        with self.assertRaisesRegex(TypeError, "__arrow_c_stream__"):
            toroku.check_table([SAMPLE])

    def test_rows_keep_their_order_over_threads_and_batches(self):
        names = [f"TARO{'O' * (at % 5)}" if at % 7 else "TARŌ1" for at in range(50_000)]
        table = pyarrow.Table.from_batches(pyarrow.table({"user_name": names}).to_batches(max_chunksize=9_999))
        one = toroku.check_table(table, values=True, threads=1)
        self.assertEqual(toroku.check_table(table, values=True, threads=4), one)
        self.assertEqual(one["user_name_value"].to_pylist(), [name if at % 7 else None for at, name in enumerate(names)])


class Rest(unittest.TestCase):
    def test_user_ids(self):
        vectors = read("user_ids.json")
        for case in vectors["parse"]:
            self.assertEqual(toroku.is_user_id(case["text"]), case["valid"], case["id"])
        for case in vectors["numbers"]:
            self.assertEqual(toroku.user_id_of_number(case["number"]), case["user_id"])
            self.assertEqual(toroku.number_of_user_id(case["user_id"]), case["number"])
        with self.assertRaises(ValueError):
            toroku.user_id_of_number(vectors["count"])

    def test_searches(self):
        vectors = read("searches.json")
        self.assertEqual(len(toroku.municipalities()), vectors["selectable"])
        for case in vectors["cases"]:
            with self.subTest(case["id"]):
                found = toroku.search_municipalities(
                    whole(case["query"]), prefecture=case.get("prefecture"), limit=case["limit"])
                found = [one.code for one in found]
                expected = case["expect"]
                if "exactly" in expected:
                    self.assertEqual(found, expected["exactly"])
                else:
                    self.assertEqual(found[: len(expected["first"])], expected["first"])

    def test_a_municipality(self):
        found = toroku.municipality("01101")
        self.assertEqual((found.code, found.full_name, found.prefecture), ("011011", "北海道札幌市中央区", 1))
        self.assertEqual(found, toroku.search_municipalities("sapporo chuo")[0])
        self.assertIsNone(toroku.municipality("999999"))

    def test_words(self):
        finding = toroku.check({"phone": "03-1234-567O"})["phone"].problem
        self.assertIn("O", finding.words().expose())
        self.assertNotEqual(finding.words("ja").expose(), finding.words("en").expose())
        self.assertTrue(all(toroku.words(code, language) for code in toroku.CODES for language in toroku.LANGUAGES))
        for wrong in [lambda: toroku.words("no.such"), lambda: finding.words("xx"),
                      lambda: toroku.search_municipalities("chuo", prefecture=48)]:
            self.assertRaises(ValueError, wrong)

    def test_what_a_caller_gets_wrong(self):
        self.assertRaises(KeyError, lambda: toroku.check({"name": "TARO"}))
        self.assertRaises(KeyError, lambda: toroku.Policy(settings={"no_such": 1}))
        self.assertRaises(ValueError, lambda: toroku.Policy(settings={"strict": 2}))
        self.assertRaises(ValueError, lambda: toroku.Policy(patterns={"phone": "("}))
        self.assertRaises(KeyError, lambda: toroku.check({"phone": "1"})["email"])

    def test_half_a_surrogate_pair_is_a_character_like_another(self):
        broken = json.loads('"SECRET\\ud83d"')
        report = toroku.check(types.MappingProxyType({"user_name": broken, "phone": None}))
        self.assertEqual(report["user_name"].problem.code, "name.char")
        self.assertEqual(report["phone"].problem.code, "phone.required")
        self.assertFalse(toroku.is_user_id(broken))
        self.assertIsNone(toroku.municipality(broken))
        self.assertEqual(toroku.search_municipalities(broken), [])
        with self.assertRaises(ValueError) as raised:
            toroku.number_of_user_id(broken)
        self.assertNotIn("SECRET", repr(raised.exception))

    def test_nothing_personal_is_printed(self):
        secret = "SECRETNAME"
        report = toroku.check({"user_name": f"{secret}1", "email": f"{secret}@gmial.com", "sex": secret})
        shown = [report, *report.fields, [field.value for field in report.fields]]
        for field in report.fields:
            findings = [*field.notices, *field.conversions] + ([field.problem] if field.problem else [])
            shown += findings + [text for finding in findings for text in [finding.suggestions, finding.words()]]
        self.assertIn(secret, report["email"].value.expose() if report["email"].value else secret)
        for one in shown:
            self.assertNotIn(secret, f"{one} {one!r}")
        broken = pyarrow.table({"user_name": pyarrow.array([f"{secret}\xff".encode("latin-1")], pyarrow.binary())})
        with self.assertRaises(ValueError) as raised:
            toroku.check_table(broken.cast(pyarrow.schema([("user_name", pyarrow.binary())])), now=NOW)
        self.assertNotIn(secret, repr(raised.exception))


if __name__ == "__main__":
    program = unittest.main(exit=False)
    failed = len(program.result.failures) + len(program.result.errors)
    print(f"{program.result.testsRun - failed} passed, {failed} failed")
    raise SystemExit(failed > 0)
