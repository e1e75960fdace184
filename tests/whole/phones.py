"""Phones of one language: a program that registers people until it is asked to stop."""

import os
import subprocess
import threading
import time


class Phones:
    def __init__(self, language, work, folder, address, count):
        self.language, self.people, self.deaths = language, {}, 0
        self.folder = folder / language
        self.folder.mkdir()
        arguments = [address, os.path.relpath(self.folder), str(count)]
        if language == "kotlin":
            classpath = (work / "classpath").read_text().strip()
            classes = "bindings/kotlin-client/target/test-classes:bindings/kotlin-client/target/classes"
            self.command = ["java", "-cp", f"{classes}:{classpath}", "dev.toroku.client.PhonesKt", *arguments]
        else:
            library = "LD_LIBRARY_PATH=bindings/swift/lib"
            self.command = ["tests/swift/with-swift", "env", library, "bindings/swift/.build/debug/Phones", *arguments]

    def start(self):
        (self.folder / "stop").unlink(missing_ok=True)
        self.trouble = None
        self.thread = threading.Thread(target=self.work)
        self.thread.start()

    def stop(self, patience):
        (self.folder / "stop").touch()
        self.thread.join(patience)
        if self.thread.is_alive():
            self.process.kill()
            raise AssertionError(f"the phones in {self.language} do not come to their end: {self.log()}")
        if self.trouble:
            raise self.trouble

    def work(self):
        try:
            while self.run() != 0:
                pass
        except Exception as error:  # whatever it is, the test has failed
            self.trouble = error

    def run(self):
        """Until the program ends: by itself; or killed, and then it goes on where it was."""
        with open(self.folder / "log", "a") as log:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True)
        for line in self.process.stdout:
            email, user_id = line.split()
            if self.people.setdefault(email, user_id) != user_id:
                raise AssertionError("a second user ID for one key")
        code = self.process.wait()
        if code != 0:
            # Foundation for Linux ends the process where an answer breaks within its head: see bindings/swift/README.md.
            if self.language != "swift" or "URLSession" not in self.log() and "HTTP" not in self.log():
                raise AssertionError(f"the phones in {self.language} have ended with {code}: {self.log()}")
            self.deaths += 1
        return code

    def log(self):
        return (self.folder / "log").read_text(errors="replace")[-3000:]

    def report(self):
        died = f", {self.deaths} times killed by an answer that broke" if self.deaths else ""
        print(f"{len(self.people)} people by {self.language}{died}")
