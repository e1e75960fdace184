"""Machines on one network: db1, db2 and a witness, two portals, and the edge before them."""

import json
import os
import pathlib
import re
import secrets
import shutil
import socket
import subprocess
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
FILES = HERE.parent.parent / "examples/portal/failover"
ADDRESSES = {"db1": "10.77.0.11", "db2": "10.77.0.12", "witness": "10.77.0.13", "portal1": "10.77.0.21", "portal2": "10.77.0.22",
             "edge": "10.77.0.31"}
DATABASES, PORTALS = ("db1", "db2"), ("portal1", "portal2")


def run(*words, **more):
    done = subprocess.run(words, capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, words))}: {done.stdout}{done.stderr}")
    return done.stdout


def until(what, is_so, patience=120):
    end = time.monotonic() + patience
    while not (found := is_so()):
        if time.monotonic() > end:
            raise AssertionError(f"waited too long until {what}")
        time.sleep(0.1)
    return found


class Machine:
    def __init__(self, network, name):
        self.network, self.name, self.address = network, name, ADDRESSES[name]
        self.folder = network.folder / name
        self.folder.mkdir()
        self.kind = {"db": "database", "po": "portal", "wi": "witness", "ed": "edge"}[name[:2]]
        self.process = None
        run("ip", "netns", "add", name)
        run("ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name)
        run("ip", "-n", name, "addr", "add", f"{self.address}/24", "dev", "eth0")
        run("ip", "-n", name, "link", "set", "eth0", "up")
        run("ip", "link", "set", name, "up")
        self.reconnect()

    def place(self, path, source, mode=0o644):
        """A file of examples/portal/failover at the operator's path, its placeholders filled in."""
        text = (FILES / source).read_text()
        for key, value in (self.network.values | {"NODE": self.name, "ADDRESS": self.address}).items():
            text = text.replace(f"@{key}@", value)
        left = re.findall("@[A-Z_0-9]+@", text)
        if left:
            raise AssertionError(f"{source}: nothing for {left}")
        self.write(path, text, mode)

    def write(self, path, text, mode=0o644):
        target = self.folder / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, newline="")
        target.chmod(mode)

    def start(self):
        self.process = subprocess.Popen(
            ["nsenter", f"--net=/run/netns/{self.name}", "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc",
             HERE / "node", self.folder, self.kind],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=self.network.environment)

    def kill(self):
        """As if its power was cut: every process ends in the same moment, and nothing is said to anybody."""
        self.network.cut(self)
        self.process.kill()
        self.process.wait()

    def revive(self):
        self.reconnect()
        self.start()

    def inside(self, *words):
        """A command on the machine."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return run("nsenter", "--target", children[0], "--net", "--mount", "--pid", *words)

    def freeze(self):
        """Every process stops where it stands, and the network says nothing of it."""
        self.inside("bash", "-c", "kill -STOP -1; true")

    def thaw(self):
        self.inside("bash", "-c", "kill -CONT -1; true")

    def cut(self):
        """Packets to and from it vanish; its connections stay half open."""
        self.network.cut(self)

    def reconnect(self):
        run("ip", "link", "set", self.name, "master", "net0")

    def postgres(self):
        """The process that PostgreSQL has begun with; `None` where there is none."""
        try:
            return self.text("var/lib/postgresql/15/toroku/postmaster.pid").splitlines()[0]
        except (OSError, IndexError):
            return None

    def kill_postgres(self):
        self.inside("kill", "-KILL", self.postgres())

    def text(self, name):
        return (self.folder / name).read_text(errors="replace")


class Network:
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        # Disks that wait for nothing: what is tested outlives no machine that this one is.
        run("mount", "-t", "tmpfs", "tmpfs", folder)
        pathlib.Path("/run/netns").mkdir(exist_ok=True)
        run("mount", "-t", "tmpfs", "tmpfs", "/run/netns")
        run("ip", "link", "set", "lo", "up")
        run("ip", "link", "add", "net0", "type", "bridge")
        run("ip", "addr", "add", "10.77.0.1/24", "dev", "net0")
        run("ip", "link", "set", "net0", "up")
        # A word without symbols, so that it can stand in an address.
        passwords = {f"{name}_PASSWORD": secrets.token_hex(16) for name in ("POSTGRES", "REPLICATION", "REWIND", "TOROKU")}
        names = {name.upper(): address for name, address in ADDRESSES.items()}
        self.values = names | passwords | {"BASE_URL": "http://localhost", "MAIL_SERVER": "10.77.0.1"}
        # One address plays everybody here.
        limits = ("FORMS", "SESSIONS", "LINK_TRIES")
        self.environment = {f"TOROKU_LIMITS_{limit}_PER_MINUTE": "0" for limit in limits}
        self.environment |= {name: os.environ[name] for name in ("PATH", "TOROKU_PORTAL")}
        self.machines = {name: Machine(self, name) for name in ADDRESSES}
        self.certificates()
        self.configure()

    def __getitem__(self, name):
        return self.machines[name]

    def certificates(self):
        def openssl(*words):
            run("openssl", *words, cwd=self.folder)
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        openssl("req", "-x509", *key, "-days", "2", "-subj", "/CN=the databases of these tests", "-keyout", "ca.key", "-out", "ca.pem")
        for name in DATABASES:
            openssl("req", *key, "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-keyout", f"{name}.key",
                    "-out", f"{name}.csr")
            openssl("x509", "-req", "-in", f"{name}.csr", "-copy_extensions", "copy", "-CA", "ca.pem", "-CAkey", "ca.key",
                    "-CAcreateserial", "-days", "2", "-out", f"{name}.pem")

    def configure(self):
        ca = (self.folder / "ca.pem").read_text()
        for name in (*DATABASES, "witness"):
            self[name].place("/etc/patroni/etcd.yml", "etcd.yml")
        for name in DATABASES:
            node = self[name]
            node.place("/etc/patroni/config.yml", "patroni.yml", 0o600)
            node.write("/etc/patroni/ca.pem", ca)
            node.write("/etc/patroni/server.pem", (self.folder / f"{name}.pem").read_text())
            node.write("/etc/patroni/server.key", (self.folder / f"{name}.key").read_text(), 0o600)
        keys = {name: secrets.token_hex(32) for name in ("seal.key", "user-id.key")}
        for name in PORTALS:
            node = self[name]
            node.place("/etc/haproxy/haproxy.cfg", "haproxy-database.cfg")
            node.place("/etc/toroku/portal.toml", "portal.toml", 0o600)
            node.write("/etc/toroku/ca.pem", ca)
            for key, digits in keys.items():
                node.write(f"/etc/toroku/{key}", digits + "\n", 0o600)
        self["edge"].place("/etc/haproxy/haproxy.cfg", "haproxy-portals.cfg")
        shutil.copy(FILES / "503.http", self["edge"].folder / "etc/haproxy/503.http")

    def cut(self, machine):
        run("ip", "link", "set", machine.name, "nomaster")

    def part(self, one, other):
        """These two no longer reach each other; all others do."""
        for machine in (one, other):
            run("bridge", "link", "set", "dev", machine.name, "isolated", "on")

    def join(self, *machines):
        for machine in machines:
            run("bridge", "link", "set", "dev", machine.name, "isolated", "off")

    def start(self):
        for name in (*DATABASES, "witness"):
            self[name].start()
        self.wait_for_pair()
        self.sql("postgres", f"CREATE ROLE toroku LOGIN PASSWORD '{self.values['TOROKU_PASSWORD']}'")
        self.sql("postgres", "CREATE DATABASE toroku OWNER toroku")
        for name in (*PORTALS, "edge"):
            self[name].start()
        until("both portals are ready", lambda: all(ready(name)[0] == 200 for name in PORTALS))

    def patroni(self, name):
        """What Patroni says of itself; `None` where it says nothing."""
        try:
            with urllib.request.urlopen(f"http://{ADDRESSES[name]}:8008/cluster", timeout=2) as answer:
                return json.load(answer)
        except (OSError, ValueError):
            return None

    def primary(self):
        """The name of the machine that takes writes, asked of itself."""
        for name in DATABASES:
            try:
                with urllib.request.urlopen(f"http://{ADDRESSES[name]}:8008/primary", timeout=2) as answer:
                    if answer.status == 200:
                        return name
            except OSError:
                continue
        return None

    def has_pair(self):
        """A primary, and beside it a replica that has every answered commit, by what the primary knows: a machine that was
        away answers with what it knew before."""
        name = self.primary()
        found = self.patroni(name) if name else None
        roles = sorted(one["role"] for one in found["members"]) if found else []
        return roles == ["leader", "sync_standby"]

    def wait_for_pair(self):
        until("a primary and its replica stand", self.has_pair, 180)

    def other(self, name):
        return next(self[one] for one in DATABASES if one != name)

    def sql(self, database, statement):
        """On the primary; rows of texts."""
        node = self[until("there is a primary", self.primary)]
        return [line.split("|") for line in node.inside(
            "runuser", "-u", "postgres", "--", "psql", "-h", "/var/run/postgresql", "-XAtq", "-d", database, "-c", statement).splitlines()]


def ready(name):
    """What a portal says of itself: status, and why."""
    try:
        with urllib.request.urlopen(f"http://{ADDRESSES[name]}:8080/ready", timeout=5) as answer:
            return answer.status, answer.read().decode().strip()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode().strip()
    except OSError as error:
        return 0, str(error)


def haproxy(path, proxy):
    """Which servers of a proxy HAProxy takes for good."""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(2)
        asking.connect(os.fspath(path))
        asking.sendall(b"show stat\n")
        said = b""
        while part := asking.recv(65536):
            said += part
    rows = [line.split(",") for line in said.decode().splitlines()]
    names = rows[0]
    status, server = names.index("status"), names.index("svname")
    return {row[server] for row in rows[1:] if row and row[0] == proxy and row[server] not in ("FRONTEND", "BACKEND")
            and row[status].startswith("UP")}
