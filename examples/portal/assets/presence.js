// Tells the portal that this page is shown, and that it has gone: a password cannot be set while it is open.
"use strict";
{
  const page = document.currentScript.dataset.page;
  const report = (open) =>
    navigator.sendBeacon("/presence", new URLSearchParams({ page, path: location.pathname, open }));
  // Also when the page comes back out of the browser's memory.
  addEventListener("pageshow", () => report("1"));
  addEventListener("pagehide", () => report("0"));
}
