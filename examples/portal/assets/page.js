// Small things of every page: what is said to who cannot see it, and passwords shown on demand.

/** Says a text politely, after what is being read out. The same text twice is said twice. */
const announce = (text) => {
  const place = document.getElementById("announcer");
  place.textContent = "";
  setTimeout(() => (place.textContent = text), 50);
};

/**
 * Ends when no button of the mouse and no finger is down. What comes or goes at the moment of a press moves what is
 * being clicked away from under the pointer, and the click is lost.
 */
const released = (() => {
  let last = Promise.resolve();
  document.addEventListener("pointerdown", () => {
    last = new Promise((end) => {
      for (const event of ["pointerup", "pointercancel", "contextmenu", "dragend"]) {
        // The click comes right after the release.
        document.addEventListener(event, () => setTimeout(end), { once: true });
      }
    });
  });
  return () => last;
})();

{
  // What only a script can do is shown where one runs.
  const copy = document.querySelector("[data-copy]");
  const print = document.querySelector("[data-print]");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(copy.dataset.copy);
      const [asked, done] = copy.children;
      [asked.hidden, done.hidden] = [true, false];
      announce(copy.dataset.said);
    });
  }
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
}

{
  // A mail's link that is opened in the tab of the home page is answered while that page still stands: it goes only
  // when this one comes. So the link is tried once more.
  const refused = document.querySelector("[data-link]");
  const MOMENT = 1000;
  const tryAgain = async () => {
    try {
      const answer = await fetch(refused.dataset.link);
      if (answer.ok && !(await answer.text()).includes("data-link=")) location.replace(refused.dataset.link);
    } catch {
      // The network is away: the button is there.
    }
  };
  if (refused) setTimeout(tryAgain, MOMENT);
}

{
  const choice = document.querySelector("[data-shows]");
  if (choice) {
    const box = choice.querySelector("input");
    const inputs = [...box.form.querySelectorAll("input[type=password]")];
    const show = (isShown) => inputs.forEach((input) => (input.type = isShown ? "text" : "password"));
    choice.hidden = false;
    box.addEventListener("change", () => show(box.checked));
    // A browser keeps what was in a text field, which no password is to be.
    box.form.addEventListener("submit", () => show(false));
  }
}

