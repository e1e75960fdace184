"""A mail server on loopback for the portal's tests: real SMTP with STARTTLS and login, and with every fault.

    serve.py FOLDER

It takes free ports and writes them, and the certificate to trust, into FOLDER: `ports` (one JSON object, last,
when all is ready), `ca.pem`, `password`. What it accepts is a line each in FOLDER/mails: JSON with recipient,
Message-ID and the whole message. What it is asked for beyond that is in the recipient's name:

    refuse450.N.x@…   the first N tries are answered with 450
    refuse550.x@…     no such user, always          policy550.N.x@…   550 5.7.1, the first N times
    hang.N.x@…        no answer to the mail, the first N times
    drop.N.x@…        the line is cut in the middle of DATA, the first N times
    lost.N.x@…        the mail is accepted and the line is cut before the answer, the first N times
    third.x@…         a third of all tries fail, each time in one of these ways but hanging
"""

import asyncio
import collections
import json
import os
import random
import ssl
import sys

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

folder = sys.argv[1]
tries = collections.Counter()
chance = random.Random(20240229)
mails = open(os.path.join(folder, "mails"), "a", encoding="utf-8", buffering=1)
USER, PASSWORD = b"portal", "パスワード?p=1".encode()


def fault(recipient):
    """What is to go wrong with this try, if anything."""
    kind, *rest = recipient.split("@")[0].split(".")
    tries[recipient] += 1
    if kind == "refuse550":
        return kind
    if kind == "third" and chance.random() < 1 / 3:
        return chance.choice(["refuse450", "drop", "lost"])
    if kind in ("refuse450", "policy550", "hang", "drop", "lost") and tries[recipient] <= int(rest[0]):
        return kind
    return None


class Server(SMTP):
    """One connection."""

    fault = None

    async def smtp_DATA(self, arg):
        if self.fault == "drop" and self.envelope.rcpt_tos:
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await self._reader.read(200)  # some of it
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        server.fault = fault(address)
        if server.fault == "refuse450":
            return "450 4.2.1 <%s> is busy" % address
        if server.fault == "refuse550":
            return "550 5.1.1 <%s> no such user" % address
        if server.fault == "policy550":
            return "550 5.7.1 <%s> not from you" % address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if server.fault == "hang":
            await asyncio.sleep(600)
        text = envelope.content.decode("ascii")
        identity = [line[12:] for line in text.split("\r\n") if line.startswith("Message-ID: ")]
        mail = {
            "to": envelope.rcpt_tos[0],
            "from": envelope.mail_from,
            "id": identity[0],
            "tls": session.ssl is not None,
            "login": bool(session.authenticated),
            "text": text,
        }
        mails.write(json.dumps(mail) + "\n")
        if server.fault == "lost":
            server.transport.abort()
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and data.login == USER and data.password == PASSWORD
    return AuthResult(success=good, handled=good)


async def main():
    authority = trustme.CA()
    with open(os.path.join(folder, "ca.pem"), "wb") as file:
        file.write(authority.cert_pem.bytes())
    with open(os.path.join(folder, "password"), "wb") as file:
        file.write(PASSWORD + b"\n")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    loop = asyncio.get_running_loop()
    handler, ports, servers = Handler(), {}, []
    secure = dict(auth_required=True, authenticator=authenticate)

    async def listen(name, make, **more):
        server = await loop.create_server(make, "127.0.0.1", 0, backlog=512, **more)
        servers.append(server)
        ports[name] = server.sockets[0].getsockname()[1]

    await listen("plain", lambda: Server(handler))
    await listen("starttls", lambda: Server(handler, tls_context=context, require_starttls=True, **secure))
    await listen("implicit", lambda: Server(handler, auth_require_tls=False, **secure), ssl=context)
    await listen("silent", asyncio.Protocol)  # takes connections and never says a word
    with open(os.path.join(folder, "ports.new"), "w", encoding="utf-8") as file:
        json.dump(ports, file)
    os.rename(os.path.join(folder, "ports.new"), os.path.join(folder, "ports"))
    await asyncio.gather(*(server.serve_forever() for server in servers))


asyncio.run(main())
