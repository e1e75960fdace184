"""The engine from Python: user IDs, the field cases, a passage, a snapshot of another language's build."""

import json
import pathlib
import sys

import toroku_uniffi as toroku

VECTORS = pathlib.Path(__file__).parent.parent / "vectors"
NOW = 1_700_000_000
SAMPLE = {
    "user_name": "HOUMU TARO", "sex": "male", "birth_year": "2000", "birth_month": "01", "birth_day": "01",
    "municipality": "011011", "street_address": "1-1-1 緑ヶ関ハイツ202号", "phone": "0312345678",
    "email": "user01@ens-test.com", "email_confirmation": "user01@ens-test.com", "user_type": "applicant_at_counter",
}
passed = 0


def check(found, expected, case):
    global passed
    if found != expected:
        print(f"{case}: {found!r} instead of {expected!r}")
        print(f"{passed} passed, 1 failed")
        sys.exit(1)
    passed += 1


def read(name):
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def items(texts):
    def whole(text):
        return text["text"] * text["times"] if isinstance(text, dict) else text

    return [toroku.ItemText(item=toroku.item_by_name(name), text=whole(text)) for name, text in texts.items()]


def settings(**given):
    return toroku.PolicySettings(
        terms_version="2023-03", password_url="https://registration.example/password", **given)


def opened(policy):
    registration = toroku.Registration(policy, "en")
    handle = registration.handle
    handle(toroku.Input.CHOOSE_CATEGORY(toroku.ApplicantCategory.APPLICANT_AT_COUNTER, bytes(range(32))), NOW)
    handle(toroku.Input.FILL(items(SAMPLE)), NOW)
    handle(toroku.Input.AGREE("2023-03"), NOW)
    return registration


def user_ids():
    for case in read("user_ids.json")["sequence"]:
        key = toroku.SequenceKey(bytes.fromhex(case["key"]))
        check(key.user_id(case["number"]), case["user_id"], case["id"])


def fields():
    policy = toroku.Policy(settings())
    for case in read("fields/user_name.json")["cases"]:
        if case.get("policy") or case.get("now"):
            continue
        registration = opened(policy)
        registration.handle(toroku.Input.FILL(items(case["items"])), NOW)
        answer = registration.handle(toroku.Input.CONFIRM(), NOW).answer
        problem = answer.problems[0].code.facts().name if answer.is_PROBLEMS() else None
        check(problem, case["expect"].get("problem", {}).get("code"), case["id"])


def passage():
    registration = opened(toroku.Policy(settings()))
    page = registration.handle(toroku.Input.CONFIRM(), NOW).screen.page
    turn = registration.handle(toroku.Input.REGISTER(page.digest, "en"), NOW)
    turn = registration.handle(toroku.Input.USER_ID_RESERVED(turn.effect.user_id), NOW)
    turn = registration.handle(toroku.Input.COMMITTED(turn.effect.record.key), NOW)
    check(turn.answer.user_id, "wvkyw67071", "golden")


def snapshots():
    policy = toroku.Policy(settings())
    plain = toroku.Guard()
    for case in read("snapshots.json")["cases"]:
        if case["kind"] != "registration" or "state" not in case["expect"] or case.get("sealed_with_key"):
            continue
        saved = bytes.fromhex(case["bytes"])
        registration = toroku.Registration.restore(saved, plain, policy, "en")
        check(registration.save(plain), saved, case["id"])


for part in (user_ids, fields, passage, snapshots):
    part()
print(f"{passed} passed, 0 failed")
