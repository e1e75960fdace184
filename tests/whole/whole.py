"""From a phone to the office, and from the office to the counter: whole.py WORK NAME, which tests/whole/run calls.

Phones in Kotlin and Swift register people at a portal that is a process of its own. Meanwhile exports are written again
and again, and the COBOL program lists what is in them. First the portal is left alone; then it is killed at random
moments and started again, while phones and exports go on. Nobody may be missing, or be there twice, anywhere.

The database is PostgreSQL's where TOROKU_TEST_POSTGRES names one, and SQLite's else.
"""

import collections
import os
import pathlib
import random
import re
import subprocess
import sys
import threading
import time
import traceback

from office import Browser, Portal
from phones import Phones

KILLS = int(os.environ.get("TOROKU_KILLS", "50"))
PHONES = 3  # of each language
PASSWORDS = 12  # set through the links of this many people, each time
PATIENCE = 180  # seconds for what must come; a mail that a killed portal had in hand takes half a minute


class Counter:
    """Exports again and again, and the COBOL program on each file."""

    def __init__(self, portal, folder, program):
        self.portal, self.folder, self.program = portal, folder, program
        self.listed, self.rounds = [], 0
        self.is_over = threading.Event()
        self.trouble = None

    def __enter__(self):
        self.is_over.clear()
        self.thread = threading.Thread(target=self.work)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        self.thread.join()

    def work(self):
        try:
            while not self.is_over.is_set():
                self.round()
        except Exception as error:  # whatever it is, the test has failed
            self.trouble = error

    def round(self):
        self.portal.command("export", "registrations.dat", "--cursor", "cursor.json")
        subprocess.run([self.program], cwd=self.folder, check=True, stdout=subprocess.DEVNULL)
        day = (self.folder / "day.txt").read_text(encoding="cp932")
        self.listed += re.findall(r"^  [0-9:]{8}  ([a-z]{5}[0-9]{5})", day, re.MULTILINE)
        for read in ("registrations.dat", "day.txt", "window.txt"):
            (self.folder / read).unlink()
        self.rounds += 1


def until(what, is_so):
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise AssertionError(f"waited too long until {what}")
        time.sleep(0.05)


def same(found, wanted, what):
    found, wanted = sorted(found), sorted(wanted)
    if found != wanted:
        several = [one for one, count in collections.Counter(found).items() if count > 1]
        lost, more = set(wanted) - set(found), set(found) - set(wanted)
        raise AssertionError(f"{what}: {len(found)} of {len(wanted)}; lost {lost}, more {more}, several {several}")


class Way:
    """One portal with everybody around it."""

    def __init__(self, work, name):
        self.folder = work / name
        self.folder.mkdir()
        self.portal = Portal(self.folder)
        self.portal.command("init")
        self.portal.start()
        said = self.portal.command("token", "add", "whole", "--scope", "registrations:read")
        self.token = re.search(r"toroku_[0-9a-f]{64}", said)[0]
        self.counter = Counter(self.portal, self.folder, work / "DAYLIST")
        self.phones = [Phones(language, work, self.folder, self.portal.address, PHONES) for language in ("kotlin", "swift")]
        self.people = {}  # user IDs by e-mail address
        self.mails = {}  # texts of mails by number

    def register(self, meanwhile):
        """Phones and counter at work, until `meanwhile` has come to its end; then all that they did is compared."""
        before = [len(phones.people) for phones in self.phones]
        with self.counter:
            for phones in self.phones:
                phones.start()
            try:
                meanwhile()
            finally:
                for phones in self.phones:
                    phones.stop(PATIENCE)
        if self.counter.trouble:
            raise self.counter.trouble
        self.counter.round()
        self.people = {}
        for phones, known in zip(self.phones, before):
            if len(phones.people) == known:
                raise AssertionError(f"nobody registered by {phones.language}")
            self.people |= phones.people
        self.compare()
        return len(self.people) - sum(before)

    def compare(self):
        records = self.portal.records(self.token)
        same([(one["email"], one["user_id"]) for one in records], self.people.items(), "the office's records")
        same(set(self.people.values()), self.people.values(), "user IDs")
        same(self.counter.listed, self.people.values(), "what the COBOL program has listed")
        until("every mail has come", lambda: self.read_mails() >= len(self.people))
        same([mail["to"] for mail in self.mails.values()], self.people, "mails")
        for mail in self.mails.values():
            if self.people[mail["to"]] not in mail["text"]:
                raise AssertionError("a mail with another user ID")

    def read_mails(self):
        """Numbers have gaps where a transaction came to nothing, or has not come to its end."""
        number, missing = 0, 0
        while missing < 100:
            number += 1
            if number not in self.mails and (mail := self.portal.mail(number)):
                self.mails[number] = mail
            missing = 0 if number in self.mails else missing + 1
        return len(self.mails)

    def set_passwords(self):
        """Through the links of some mails that were not taken before; and who has a password logs in."""
        left = [mail for mail in self.mails.values() if not mail.get("is_taken")]
        for mail in random.sample(left, PASSWORDS):
            mail["is_taken"] = True
            Browser(self.portal.address).set_password(mail["link"], self.people[mail["to"]])

    def kill_again_and_again(self):
        for number in range(KILLS):
            if number % 2:
                # In the middle of things, however slow this machine is; the others come wherever they come.
                known = sum(len(phones.people) for phones in self.phones)
                until("the phones go on", lambda: sum(len(phones.people) for phones in self.phones) > known)
            time.sleep(random.uniform(0, 0.3))
            self.portal.kill()
            self.portal.start()

    def go(self):
        enough = lambda: all(len(phones.people) >= PASSWORDS for phones in self.phones) and self.counter.rounds >= 3
        count = self.register(lambda: until("some people are registered", enough))
        print(f"{count} people registered, in {self.counter.rounds} exports", flush=True)
        self.set_passwords()
        print(f"{PASSWORDS} passwords set through the links", flush=True)
        rounds = self.counter.rounds
        count = self.register(self.kill_again_and_again)
        print(f"{count} people registered with {KILLS} kills, in {self.counter.rounds - rounds} exports", flush=True)
        self.set_passwords()
        for phones in self.phones:
            phones.report()
        self.portal.kill()


def main():
    work, name = pathlib.Path(sys.argv[1]), sys.argv[2]
    seed = int(os.environ.get("TOROKU_SEED", random.randrange(2**32)))
    random.seed(seed)
    print(f"{name}, TOROKU_SEED={seed}", flush=True)
    way = Way(work, name)
    try:
        way.go()
    except Exception:
        way.portal.kill()
        traceback.print_exc()
        print(f"{way.portal.log()[-2000:]}\n0 passed, 1 failed")
        sys.exit(1)
    print("2 passed, 0 failed")


main()
