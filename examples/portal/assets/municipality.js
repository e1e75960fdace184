// The municipality as a combobox (WAI-ARIA Authoring Practices: list autocomplete with manual selection): the
// engine's search under the field as a person types. The Search button opens the window all the same.
{
  const finder = document.querySelector(".finder");
  const input = finder?.querySelector("input");
  const PAUSE = 250;
  let timer, asking, active, listed;

  if (finder) {
    const list = document.createElement("ul");
    Object.assign(list, { id: "municipality-options", className: "options", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", finder.dataset.label);
    const status = document.createElement("p");
    status.className = "status";
    status.setAttribute("role", "status");
    finder.append(list, status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    const options = () => [...list.children];
    const open = (isOpen) => {
      list.hidden = !isOpen;
      input.setAttribute("aria-expanded", String(isOpen));
      if (!isOpen) activate(null);
    };
    const activate = (option) => {
      active?.setAttribute("aria-selected", "false");
      active = option;
      if (!option) return input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    };
    const choose = (option) => {
      close();
      reports.take("municipality", option.dataset.items);
    };
    const close = () => {
      clearTimeout(timer);
      asking?.abort();
      open(false);
      status.textContent = "";
    };
    /** What the portal finds, where the page has no engine of its own, or one that has failed. */
    const asked = async (text) => {
      try {
        const drawn = engine.options?.(text);
        if (drawn) return drawn;
      } catch {
        engine.options = null;
      }
      asking = new AbortController();
      const body = new URLSearchParams(new FormData(input.form));
      const answer = await fetch(finder.dataset.options, { method: "POST", body, signal: asking.signal, redirect: "error" });
      return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    };
    const look = async () => {
      asking?.abort();
      const text = input.value.trim();
      if (!text) return close();
      try {
        const found = await asked(text);
        if (!found) return;
        activate(null);
        list.replaceChildren(...found.querySelector("ul").children);
        listed = text;
        list.scrollTop = 0;
        open(list.childElementCount > 0 && document.activeElement === input);
        status.replaceChildren(...(document.activeElement === input ? found.querySelector("p").childNodes : []));
      } catch {
        // Overtaken by the next letter, or the network is away: the Search button is there.
      }
    };

    input.addEventListener("input", (event) => {
      clearTimeout(timer);
      asking?.abort();
      if (!event.isComposing) timer = setTimeout(look, PAUSE);
    });
    input.addEventListener("compositionend", () => {
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE);
    });
    input.addEventListener("blur", () => released().then(close));
    input.addEventListener("keydown", (event) => {
      // While characters are composed the keys are the input method's.
      if (event.isComposing || event.keyCode === 229) return;
      const all = options();
      const at = all.indexOf(active);
      const isOpen = !list.hidden;
      const moves = {
        ArrowDown: () => (isOpen ? all[(at + 1) % all.length] : void look()),
        ArrowUp: () => isOpen && all[(at <= 0 ? all.length : at) - 1],
      };
      if (event.key in moves) {
        event.preventDefault();
        const option = moves[event.key]();
        if (option) activate(option);
      } else if (event.key === "Enter" && isOpen) {
        // Nothing is sent while the list is open. What was not gone to is taken only where its whole name was typed:
        // one that merely resembles it is a guess, also where it is the only one.
        event.preventDefault();
        const option = active ?? (input.value.trim() === listed ? all.find((one) => "exact" in one.dataset) : null);
        if (option) choose(option);
      } else if (event.key === "Escape" && (isOpen || input.value)) {
        event.preventDefault();
        if (!isOpen) input.value = "";
        close();
      }
    });
    // Pressing keeps the focus in the field, so that the list stays until it is released.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
  }
}
