"""What a call and a registration cost the thread that calls, in processor time: the best of three rounds after one to warm up.

Beside the module that `uniffi/generate --python DIR` writes, with a release of the library in DIR:
PYTHONPATH=DIR python3 tests/python/bench.py
"""

import time

import toroku_uniffi as toroku
from vectors import NOW, SAMPLE

ITEMS = [toroku.ItemText(item=toroku.item_by_name(name), text=text) for name, text in SAMPLE.items()]
CHOOSE = toroku.Input.CHOOSE_CATEGORY(toroku.ApplicantCategory.APPLICANT_AT_COUNTER, bytes(range(32)))


def measure(what, times, work):
    def round_of():
        start = time.thread_time_ns()
        for _ in range(times):
            work()
        return (time.thread_time_ns() - start) / times

    round_of()
    print(f"{what}: {min(round_of() for _ in range(3)) / 1000:.1f} µs")


def registration(policy):
    registration = toroku.Registration(policy, "en")
    handle = registration.handle
    handle(CHOOSE, NOW)
    handle(toroku.Input.FILL(ITEMS), NOW)
    handle(toroku.Input.AGREE("2023-03"), NOW)
    page = handle(toroku.Input.CONFIRM(), NOW).screen.page
    step = handle(toroku.Input.REGISTER(page.digest, "en"), NOW)
    step = handle(toroku.Input.USER_ID_RESERVED(step.effect.user_id), NOW)
    handle(toroku.Input.COMMITTED(step.effect.commit.key), NOW)


POLICY = toroku.Policy(toroku.PolicySettings(terms_version="2023-03", password_url="https://registration.example/password"))
REGISTRATION = toroku.Registration(POLICY, "en")
REGISTRATION.handle(CHOOSE, NOW)
REGISTRATION.handle(toroku.Input.FILL(ITEMS), NOW)
KEY = toroku.Input.SET(toroku.Item.USER_NAME, "HOUMU TARO")
measure("a call without arguments", 20_000, toroku.user_id_count)
measure("a key at STEP1, with the page's ten reports", 2_000, lambda: REGISTRATION.handle(KEY, NOW))
measure("a registration of seven calls, from the top page to the user ID", 300, lambda: registration(POLICY))
