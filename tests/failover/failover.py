"""What happens to registrations while machines die: tests/failover/run calls this in namespaces of its own.

Each case does something to the machines, waits until all stands again, and compares what clients were answered with what
the database has.
"""

import collections
import os
import pathlib
import sys
import threading
import time
import traceback

from clients import App, Browser, Notes
from machines import ADDRESSES, DATABASES, PORTALS, Network, haproxy, ready, until

HANGS = 20  # seconds: a request waits six for the database, and whatever a busy machine adds
SETTLED = 8  # seconds after which /ready must know: its answer holds for 5, and it waits 2 for the database
APPS, BROWSERS = 4, 3


class Watch(threading.Thread):
    """What /ready says beside what HAProxy sees on the same machine."""

    def __init__(self, network):
        super().__init__(daemon=True)
        self.network, self.samples, self.is_over = network, {name: [] for name in PORTALS}, threading.Event()

    def run(self):
        while not self.is_over.wait(0.25):
            for name in PORTALS:
                # It may find the next primary in between.
                before = self.has_primary(name)
                when, status = time.monotonic(), ready(name)[0]
                after = self.has_primary(name)
                has_primary = None if None in (before, after) else before or after
                self.samples[name].append((when, status, has_primary))

    def has_primary(self, name):
        """Whether HAProxy leads to one; `None` where that machine is down."""
        try:
            return len(haproxy(self.network[name].folder / "run/haproxy/database.sock", "primary")) > 0
        except OSError:
            return None

    def lies(self):
        """Moments at which a portal said that it is ready though HAProxy has had nowhere to lead it to for long."""
        found = []
        for name, samples in self.samples.items():
            since = None
            for when, status, has_primary in samples:
                since = None if has_primary is not False else since or when
                if status == 200 and since and when - since > SETTLED:
                    found.append(f"{name} is ready {when - since:.1f} s after HAProxy has lost the primary")
        return found

    def ready_after(self, moment):
        """When every portal said that it is ready, after one had said that it is not; `moment` where none did."""
        last = [max((when for when, status, _ in samples if when > moment and status != 200), default=moment)
                for samples in self.samples.values()]
        return max(last) - moment


class Failover:
    def __init__(self, folder):
        self.network = Network(folder)
        self.network.start()
        self.notes, self.rows = Notes(), []
        self.watch = Watch(self.network)
        edge = ADDRESSES["edge"]
        self.clients = [App(number, edge, self.notes) for number in range(APPS)]
        self.clients += [Browser(number, edge, self.notes) for number in range(BROWSERS)]
        for one in (self.watch, *self.clients):
            one.start()
        self.go_on()

    def go_on(self, count=10):
        """Until so many more people are registered."""
        known = len(self.notes.registered)
        def have():
            if self.notes.trouble:
                raise AssertionError(self.notes.trouble)
            return len(self.notes.registered) >= known + count
        until("people are registered again", have)

    def stands(self):
        self.network.wait_for_pair()
        until("both portals are ready", lambda: all(ready(name)[0] == 200 for name in PORTALS))
        self.go_on()

    def case(self, name, act, times):
        first, begun, gaps, readys = len(self.notes.answers), time.monotonic(), [], []
        for _ in range(times):
            moment = time.monotonic()
            act()
            self.stands()
            with self.notes.lock:
                moments = [moment] + [when for when in self.notes.registered if when > moment]
            gaps.append(max(after - before for before, after in zip(moments, moments[1:])))
            readys.append(self.watch.ready_after(moment))
        with self.notes.lock:
            answers = self.notes.answers[first:]
        lost, doubled = self.compare()
        longest = max(seconds for _, seconds, _ in answers)
        row = (name, times, lost, doubled, longest, max(gaps), max(readys))
        self.rows.append(row)
        statuses = collections.Counter(status for _, _, status in answers)
        print(f"{name}: {times} times, {len(answers)} requests {dict(statuses)}, longest {longest:.1f} s, {lost} lost, {doubled} doubled, "
              f"{row[5]:.1f} s without a registration, ready after {row[6]:.1f} s, in {time.monotonic() - begun:.0f} s", flush=True)
        wrong = self.watch.lies() + self.notes.trouble + self.cancelled()
        if lost or doubled or longest > HANGS or wrong:
            raise AssertionError(f"{name}: {row} {wrong}")

    def compare(self):
        """How many answered registrations the database lacks, and how many it has too many."""
        with self.notes.lock:
            people = dict(self.notes.people)
        rows = self.network.sql("toroku", "SELECT email, user_id FROM registrations")
        stored = collections.defaultdict(list)
        for email, user_id in rows:
            stored[email].append(user_id)
        lost = sum(stored.get(email) != [user_id] for email, user_id in people.items())
        doubled = sum(len(ids) - 1 for ids in stored.values())
        doubled += len(rows) - len({user_id for _, user_id in rows})
        mails = self.network.sql("toroku", "SELECT user_id FROM outbox")
        doubled += len(mails) - len({user_id for user_id, in mails})
        lost += len({user_id for _, user_id in rows} - {user_id for user_id, in mails})
        return lost, doubled

    def cancelled(self):
        """Commits that were answered though the other machine had not got them."""
        return [f"{name}: a commit was answered without its replica" for name in DATABASES
                if "canceling wait for synchronous replication" in self.network[name].text("patroni.log")]

    # The cases. Each leaves the machines as it found them.

    def kill_postgres(self):
        """PostgreSQL's own process. Where the replica does not answer in time, Patroni starts it again."""
        name = self.network.primary()
        node = self.network[name]
        before = node.postgres()
        node.kill_postgres()
        until("there is another primary, or this one has begun anew",
              lambda: self.network.primary() not in (None, name) or node.postgres() not in (None, before))

    def kill_machine(self):
        """The primary's machine loses its power, and comes back when the other one has taken over."""
        name = self.network.primary()
        self.network[name].kill()
        until("the other one is primary", lambda: self.network.primary() not in (None, name))
        self.go_on()
        self.network[name].revive()

    def cut(self):
        """The primary's packets vanish in both directions; then it is back, a primary of before."""
        name = self.network.primary()
        self.network[name].cut()
        until("the other one is primary", lambda: self.network.primary() not in (None, name))
        self.go_on()
        self.network[name].reconnect()

    def freeze(self):
        """The primary's machine stands still, and wakes up as one that believes to be primary."""
        name = self.network.primary()
        self.network[name].freeze()
        until("the other one is primary", lambda: self.network.other(name).name == self.network.primary())
        self.go_on()
        self.network[name].thaw()

    def replica_away(self):
        """The replica's packets vanish: commits wait until Patroni goes on without it."""
        replica = self.network.other(self.network.primary())
        replica.cut()
        until("the primary goes on alone", lambda: not self.network.has_pair())
        self.go_on(50)
        replica.reconnect()

    def replica_behind(self):
        """The replica is away while people are registered; then the primary's machine dies. The replica must not take
        over: it lacks what was answered since."""
        name = self.network.primary()
        replica = self.network.other(name)
        replica.kill()
        self.go_on(50)
        self.network[name].kill()
        replica.revive()
        end = time.monotonic() + 40  # twice as long as a leader's lock
        while time.monotonic() < end:
            if self.network.primary() == replica.name:
                raise AssertionError("a replica that is behind has become primary")
            time.sleep(0.5)
        self.network[name].revive()

    def half_open(self):
        """One portal's machine and the primary no longer reach each other. The other portal goes on, though a transaction
        of the first may hold a lock."""
        name, portal = self.network.primary(), self.network["portal1"]
        self.network.part(self.network[name], portal)
        until("the portal says that it is not ready", lambda: ready("portal1")[0] == 503)
        self.go_on(30)
        self.network.join(self.network[name], portal)

    def portal_dies(self):
        """A portal's machine loses its power."""
        portal = self.network["portal1"]
        portal.kill()
        self.go_on(30)
        portal.revive()

    def by_hand(self):
        """patronictl switchover."""
        name = self.network.primary()
        other = self.network.other(name)
        self.network[name].inside("patronictl", "-c", "/etc/patroni/config.yml", "switchover", "--master", name, "--candidate",
                                  other.name, "--force")
        until("the other one is primary", lambda: self.network.primary() == other.name)

    CASES = {
        "kill_postgres": "PostgreSQL's process is killed", "kill_machine": "the primary's machine is lost, and comes back",
        "cut": "the primary's network is cut; it is back as the old primary", "freeze": "the primary's machine stands still, and wakes up",
        "replica_away": "the replica's network is cut, and it is behind", "half_open": "half-open: one portal and the primary do not reach each other",
        "replica_behind": "the primary is lost while the replica is behind", "portal_dies": "a portal's machine is lost",
        "by_hand": "changed over by hand",
    }

    def go(self, chosen):
        if chosen == "":
            plan = [("kill_postgres", 1), ("kill_machine", 1), ("cut", 1)]
        elif chosen.isdigit():
            often = int(chosen)
            plan = [(name, often if name in ("kill_postgres", "kill_machine") else max(1, often // 3)) for name in self.CASES]
        else:
            plan = [(name, int(often or 1)) for name, _, often in (one.partition(":") for one in chosen.split(","))]
        for name, times in plan:
            self.case(self.CASES[name], getattr(self, name), times)
        for client in self.clients:
            client.is_over.set()
        for client in self.clients:
            client.join(60)
        if any(client.is_alive() for client in self.clients):
            raise AssertionError("a client waits for ever")
        lost, doubled = self.compare()
        if lost or doubled or self.notes.trouble:
            raise AssertionError(f"at the end: {lost} lost, {doubled} doubled, {self.notes.trouble}")
        if not self.notes.pages:
            raise AssertionError("nobody has seen the page that says to try again")
        print(f"{len(self.notes.people)} people were answered a user ID, each once in the database; pages that said to try again: "
              f"{self.notes.pages}")
        return len(plan)

    def table(self):
        """As docs/failover.md has it."""
        print("\n| case | times | lost | doubled | longest request | longest without a registration | both portals ready after |\n"
              "| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for name, times, lost, doubled, longest, gap, ready_after in self.rows:
            print(f"| {name} | {times} | {lost} | {doubled} | {longest:.1f} s | {gap:.1f} s | {ready_after:.1f} s |")


def main():
    work = pathlib.Path("tests/output/failover").resolve()
    passed, failed, test = 0, 0, None
    try:
        test = Failover(work)
        passed = test.go(os.environ.get("TOROKU_TEST_FAILOVER", ""))
    except Exception:
        traceback.print_exc()
        failed = 1
        # The disks go with the machines; what they said is kept.
        for log in sorted(work.glob("*/*.log")):
            text = log.read_text(errors="replace")
            (work.parent / f"failover-{log.parent.name}-{log.name}").write_text(text)
            if log.name != "etcd.log":
                print(f"==== {log}\n{text[-3000:]}")
        if test:
            print([answer for answer in test.notes.answers if answer[1] > HANGS][:20])
    if test:
        test.table()
    print(f"{passed} passed, {failed} failed", flush=True)
    # Clients may still be waiting; with this process its namespaces end.
    os._exit(failed)


main()
