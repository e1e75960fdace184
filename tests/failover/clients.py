"""Apps and browsers that register people all the time, and note what they were answered."""

import html
import http.client
import http.cookies
import json
import re
import secrets
import threading
import time
import urllib.parse

PATIENCE = 60  # of a client: far above what is allowed, so that what hangs is seen

# The manual's sample; a clean entry.
ITEMS = {"user_name": "HOUMU TARO", "sex": "male", "birth_year": "2000", "birth_month": "1", "birth_day": "1",
         "municipality": "011011", "street_address": "１－１－１　緑ヶ関ハイツ２０２号", "phone": "0312345678",
         "user_type": "applicant_at_counter", "terms": "sample-1"}
SUBMISSION = {"user_name": "HOUMU TARO", "sex": "male", "date_of_birth": "2000-01-01", "municipality": "011011",
              "street_address": "１－１－１　緑ヶ関ハイツ２０２号", "phone": "0312345678", "user_type": "applicant_at_counter",
              "terms": "sample-1", "language": "ja"}


class Notes:
    """What all clients were answered."""

    def __init__(self):
        self.lock = threading.Lock()
        self.people = {}  # user IDs by e-mail address: those that were answered
        self.answers = []  # (when asked, seconds, status), status 0 where the connection broke
        self.registered = []  # when somebody was answered a user ID
        self.pages = {}  # how often a person saw the page that says try again, by language
        self.trouble = []

    def answered(self, asked, status):
        with self.lock:
            self.answers.append((asked, time.monotonic() - asked, status))

    def has(self, email, user_id):
        with self.lock:
            if self.people.setdefault(email, user_id) != user_id:
                self.trouble.append(f"{email} has {self.people[email]} and {user_id}")
            self.registered.append(time.monotonic())


class Client(threading.Thread):
    def __init__(self, number, address, notes):
        super().__init__(daemon=True)
        self.number, self.address, self.notes = number, address, notes
        self.is_over = threading.Event()
        self.pause = 0.1

    def run(self):
        try:
            while not self.is_over.is_set():
                self.register(f"{self.name_of}-{self.number}-{secrets.token_hex(4)}@ens-test.com")
                time.sleep(self.pause)
        except Exception as error:  # whatever it is, the test has failed
            self.notes.trouble.append(f"{self.name_of} {self.number}: {error!r}")

    def ask(self, method, path, body=None, headers=None):
        """Status, headers and text of the answer; status 0 where there was none."""
        asked = time.monotonic()
        connection = http.client.HTTPConnection(self.address, 80, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {"Host": "localhost"} | (headers or {}))
            answer = connection.getresponse()
            text = answer.read().decode()
            status, answered = answer.status, answer.headers
        except (OSError, http.client.HTTPException) as error:
            status, answered, text = 0, {}, repr(error)
        finally:
            connection.close()
        self.notes.answered(asked, status)
        return status, answered, text


class App(Client):
    """Submits one registration under its key until it is answered; then once more, for the same answer."""

    name_of = "app"

    def register(self, email):
        key, body = secrets.token_hex(16), json.dumps(SUBMISSION | {"email": email})
        headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
        answers = 0
        while answers < 2:
            status, answered, text = self.ask("POST", "/api/v1/registrations", body, headers)
            if status in (200, 201):
                self.notes.has(email, json.loads(text)["user_id"])
                answers += 1
            elif status == 503:
                # HAProxy's own page is not the API's, and says when to come again as well.
                if not answered.get("Retry-After"):
                    raise AssertionError(f"503 without Retry-After: {text}")
                time.sleep(0.5)
            elif status in (0, 502):
                time.sleep(0.5)
            else:
                raise AssertionError(f"{status}: {text}")


class Browser(Client):
    """A person: from the top page to STEP3, and on from wherever a page says to try again."""

    name_of = "browser"

    def register(self, email):
        self.cookies, self.language = {}, ("ja", "en", "ja-x-easy")[self.number % 3]
        self.go("GET", "/")
        self.send("/category", {"category": "applicant_at_counter"})
        self.at("/entry")
        self.send("/entry", ITEMS | {"email": email, "email_confirmation": email})
        self.at("/confirmation")
        self.send("/confirmation", {"digest": self.value("digest")})
        # Where storing failed, STEP2 says so and is sent again.
        while self.path == "/confirmation":
            time.sleep(0.5)
            self.send("/confirmation", {"digest": self.value("digest")})
        self.at("/completion")
        self.notes.has(email, re.search(r"<b>([a-z]{5}[0-9]{5})</b>", self.page)[1])

    def value(self, name):
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        if not found:
            raise AssertionError(f"no {name} at {self.path}: {self.page}")
        return html.unescape(found[1])

    def at(self, path):
        if self.path != path:
            raise AssertionError(f"at {self.path} instead of {path}: {self.page}")

    def send(self, path, form):
        self.go("POST", path, {"csrf": self.value("csrf")} | form)

    def go(self, method, path, form=None):
        """Until a page comes that is none of an error."""
        while True:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
                       "Accept-Language": self.language}
            body = None
            if form is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                body = urllib.parse.urlencode(form)
            status, answered, text = self.ask(method, path, body, headers)
            for line in (answered.get_all("Set-Cookie") or []) if status else []:
                for name, cookie in http.cookies.SimpleCookie(line).items():
                    self.cookies[name] = cookie.value
            if status == 303:
                method, form = "GET", None
                path = urllib.parse.urlsplit(answered["Location"]).path
            elif status == 200:
                self.page, self.path = text, path
                return
            elif status == 503:
                self.told(method, path, form, answered, text)
                time.sleep(0.5)
            elif status in (0, 502):
                time.sleep(0.5)  # a browser's own page: the person reloads
            else:
                raise AssertionError(f"{method} {path}: {status}: {text}")

    def told(self, method, path, form, answered, text):
        """The page must be the portal's own, in the person's language, and hold whatever was typed."""
        if not answered.get("Retry-After"):
            raise AssertionError(f"503 without Retry-After: {text}")
        if "<title>503</title>" in text:
            return  # not even a portal: HAProxy's page, in three languages at once
        if 'id="again"' not in text or f'<html lang="{self.language}"' not in text:
            raise AssertionError(f"{method} {path}: nothing says to try again in {self.language}: {text}")
        found = {html.unescape(name): html.unescape(value)
                 for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', text)}
        for name, value in (form or {}).items():
            if found.get(name) != value:
                raise AssertionError(f"{path}: {name} is lost: {text}")
        with self.notes.lock:
            self.notes.pages[self.language] = self.notes.pages.get(self.language, 0) + 1
