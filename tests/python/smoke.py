"""The engine from Python: user IDs, the field cases, a registration, a snapshot of another language's build, silence."""

import os
import sys
import tempfile

import toroku_uniffi as toroku
from vectors import NOW, SAMPLE, read, whole

passed = 0


def check(found, expected, case):
    global passed
    if found != expected:
        print(f"{case}: {found!r} instead of {expected!r}")
        print(f"{passed} passed, 1 failed")
        sys.exit(1)
    passed += 1


def items(texts):
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


def registration():
    registration = opened(toroku.Policy(settings()))
    page = registration.handle(toroku.Input.CONFIRM(), NOW).screen.page
    step = registration.handle(toroku.Input.REGISTER(page.digest, "en"), NOW)
    step = registration.handle(toroku.Input.USER_ID_RESERVED(step.effect.user_id), NOW)
    commit = step.effect.commit
    account = toroku.PasswordSetup.restore(commit.password_setup, toroku.Guard()).account()
    check(account, toroku.Account(user_id=commit.user_id, name="HOUMU TARO", email="user01@ens-test.com"), "setup")
    step = registration.handle(toroku.Input.COMMITTED(commit.key), NOW)
    check(step.answer.user_id, "wvkyw67071", "golden")


def snapshots():
    policy = toroku.Policy(settings())
    plain = toroku.Guard()
    for case in read("snapshots.json")["cases"]:
        if case["kind"] != "registration" or "state" not in case["expect"] or case.get("sealed_with_key"):
            continue
        saved = bytes.fromhex(case["bytes"])
        registration = toroku.Registration.restore(saved, plain, policy, "en")
        check(registration.save(plain), saved, case["id"])


def overheard(work):
    """What is written on standard output and error meanwhile, by the library too."""
    sys.stdout.flush()
    kept = os.dup(1), os.dup(2)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        try:
            work()
        finally:
            sys.stdout.flush()
            os.dup2(kept[0], 1)
            os.dup2(kept[1], 2)
            os.close(kept[0])
            os.close(kept[1])
        file.seek(0)
        return file.read().decode()


def silence():
    """Objects of this binding print what they hold, as its README says; errors and the library itself do not."""
    canary = "CANARY カナリア"
    policy = toroku.Policy(settings())
    errors = []

    def tried(work):
        try:
            work()
        except toroku.InternalError:
            raise
        except Exception as error:  # every kind: the text of each is searched
            errors.append(f"{error} {error!r} {error.args}")

    def walk():
        reached = [toroku.Registration(policy, "en"), opened(policy), opened(policy), opened(policy)]
        reached[2].handle(toroku.Input.CONFIRM(), NOW)
        page = reached[3].handle(toroku.Input.CONFIRM(), NOW).screen.page
        reached[3].handle(toroku.Input.REGISTER(page.digest, "en"), NOW)
        for registration in reached:
            for name in SAMPLE:
                item = toroku.item_by_name(name)
                tried(lambda: registration.handle(toroku.Input.SET(item, canary), NOW))
            for given in (toroku.Input.SEARCH_MUNICIPALITIES(None, canary, 3), toroku.Input.BACK_TO_TOP(),
                          toroku.Input.FILL(items({"user_name": canary})), toroku.Input.USER_ID_TAKEN("bcdfg77777"),
                          toroku.Input.NUMBER_RESERVED(7777)):
                tried(lambda: registration.handle(given, NOW))
            saved = bytearray(registration.save(toroku.Guard()))
            saved[-1] ^= 1
            tried(lambda: toroku.Registration.restore(bytes(saved), toroku.Guard(), policy, "en"))

    check(overheard(walk), "", "the library's output")
    check("CANARY" in overheard(lambda: os.write(2, canary.encode())), True, "the ear hears")
    texts = " ".join(errors)
    check([text for text in ("CANARY", "カナリア", "bcdfg77777", "HOUMU") if text in texts], [], "errors")
    check(len(errors) > 20, True, f"{len(errors)} errors")


for part in (user_ids, fields, registration, snapshots, silence):
    part()
print(f"{passed} passed, 0 failed")
