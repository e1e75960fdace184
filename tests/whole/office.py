"""The portal as a process of its own, and a browser at it."""

import html
import http.cookiejar
import json
import os
import re
import socket
import subprocess
import urllib.error
import urllib.parse
import urllib.request

PASSWORD = "Momiji ga kirei desu ne 2024"


class Portal:
    """At one address and with one database, however often it is started."""

    def __init__(self, folder):
        self.folder, self.process = folder, None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            listen = f"127.0.0.1:{free.getsockname()[1]}"
        self.address = f"http://{listen}"
        self.environment = os.environ | {"TOROKU_LISTEN": listen, "TOROKU_MAIL_TIMEOUT_SECONDS": "1"}
        # One machine plays many phones here.
        for limit in ("FORMS_PER_MINUTE", "SESSIONS_PER_MINUTE", "LINK_TRIES_PER_MINUTE", "MAILS_PER_MAILBOX"):
            self.environment[f"TOROKU_LIMITS_{limit}"] = "0"
        if "TOROKU_TEST_POSTGRES" in os.environ:
            self.environment["DATABASE_URL"] = os.environ["TOROKU_TEST_POSTGRES"]
        else:
            self.environment["TOROKU_DATABASE"] = str(folder / "portal.sqlite3")
        self.program = os.environ["TOROKU_PORTAL"]

    def start(self):
        with open(self.folder / "log", "a") as log:
            self.process = subprocess.Popen(
                [self.program], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=log, text=True)
        line = self.process.stdout.readline()
        if not line.startswith(f"Open {self.address}"):
            raise AssertionError(f"the portal has not started: {line}{self.log()}")

    def kill(self):
        """SIGKILL: nothing is brought to its end."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def command(self, *words):
        done = subprocess.run([self.program, *words], cwd=self.folder, env=self.environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f"toroku-portal {words[0]}: {done.stdout}{done.stderr}")
        return done.stdout

    def records(self, token):
        """Everything that was registered, in order, by the API."""
        records, headers = [], {"Authorization": f"Bearer {token}", "Accept": "application/x-ndjson"}
        while True:
            after = records[-1]["cursor"] if records else ""
            url = f"{self.address}/api/v1/registrations?limit=1000&after={after}"
            with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
                read = [json.loads(line) for line in answer.read().decode().splitlines()]
            records += read
            if len(read) < 1000:
                return records

    def log(self):
        return (self.folder / "log").read_text(errors="replace")

    def mail(self, number):
        """A mail of the local mailbox; `None` where there is none of this number."""
        try:
            with urllib.request.urlopen(f"{self.address}/mailbox/{number}") as answer:
                page = answer.read().decode()
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise
        link = re.search(r'id="link" href="([^"]*)"', page)[1]
        return {"to": re.search(r"[ks]-[0-9a-f-]{36}@ens-test\.com", page)[0], "text": page, "link": html.unescape(link)}


class Browser:
    def __init__(self, address):
        self.address = address
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        self.page, self.path = "", ""

    def ask(self, path, form=None):
        body = None if form is None else urllib.parse.urlencode({"csrf": self.value("csrf")} | form).encode()
        with self.opener.open(urllib.parse.urljoin(self.address, path), body) as answer:
            self.page = answer.read().decode()
            self.path = urllib.parse.urlsplit(answer.geturl()).path

    def value(self, name):
        return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', self.page)[1])

    def at(self, path):
        if self.path != path:
            raise AssertionError(f"at {self.path} instead of {path}: {self.page}")

    def set_password(self, link, user_id):
        self.ask(link)
        form = {"id": self.value("id"), "token": self.value("token")}
        self.ask("/password", form | {"password": PASSWORD, "password_confirmation": PASSWORD})
        self.at("/password/done")
        self.ask("/login")
        self.ask("/login", {"user_id": user_id, "password": PASSWORD})
        self.at("/account")
