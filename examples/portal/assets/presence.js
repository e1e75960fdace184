// The portal's script. Every page works without it, and all words and rules are the server's.
//
// Tells the portal that a home or login page is shown, and that it has gone: a password cannot be set while it
// is open.
"use strict";
{
  const page = document.currentScript.dataset.page;
  // Reports may overtake each other on their way: the portal listens to the highest number.
  let number = 0;
  const report = (open) =>
    navigator.sendBeacon("/presence", new URLSearchParams({ page, number: ++number, open }));
  if ("personal" in document.currentScript.dataset) {
    // A page that shows what somebody registered is asked for anew where a browser would show it out of its memory:
    // Back after logging out, or the next person's. Without its fragment the address is loaded, not scrolled to.
    addEventListener("pagehide", () => (document.documentElement.hidden = true));
    addEventListener("pageshow", (event) => event.persisted && location.replace(location.pathname + location.search));
  }
  if (page) {
    // Also when the page comes back out of the browser's memory.
    addEventListener("pageshow", () => report(1));
    addEventListener("pagehide", () => report(0));
  }
}

