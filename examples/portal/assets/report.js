// What the engine says of a field of STEP1, while a person types: when the field is left, or after a pause, and
// never while characters are being composed. The server answers with the same elements as on the page.

/** For the other parts of the script: fields put in order by them are looked at, and texts entered. */
const reports = { take: () => {} };

{
  const form = document.querySelector("form[data-check]");
  const PAUSE = 900;
  let isComposing = false;

  class Field {
    constructor(box) {
      this.box = box;
      this.name = box.dataset.field;
      this.inputs = [...box.querySelectorAll("input, select")].filter((input) => input.name);
      this.wasLeft = this.isWrong;
    }

    get isWrong() {
      return "wrong" in this.report.dataset;
    }

    get report() {
      return document.getElementById(`${this.name}-report`);
    }

    get text() {
      const texts = this.inputs.map((input) => (/radio|checkbox/.test(input.type) && !input.checked ? "" : input.value));
      return texts.join("\n").trim();
    }

    /** Takes the suggestion of a button. What goes along may hang on what has been typed since it was offered. */
    async take(button) {
      const text = button.textContent;
      if (this.isStale) {
        // Overtaken by what the press itself has set off, it is asked again: a press is not lost.
        while (!(await this.ask()));
        button = this.report.querySelector(`button[name=use][value="${button.value}"]`);
        if (this.isStale || button?.textContent !== text) return;
      }
      this.inputs[0].focus();
      announce(button.dataset.said);
      take(this.name, button.dataset.items);
    }

    /** Says what has come, once a person pauses: what the page's own engine says comes at every key. */
    tell(text) {
      clearTimeout(this.telling);
      this.telling = setTimeout(() => announce(text), engine.report ? this.pause : 0);
    }

    /** Looks at the field after a pause, or at once. What is empty is not nagged about before Confirm. */
    later(pause) {
      clearTimeout(this.timer);
      this.isStale = true;
      this.pause = pause;
      this.timer = setTimeout(() => this.ask(), engine.report ? 0 : pause);
    }

    /** False where another question has overtaken this one. */
    async ask() {
      clearTimeout(this.timer);
      if (isComposing) return true;
      if (!this.text && !this.isWrong && !this.report.childElementCount) return true;
      this.asking?.abort();
      this.asking = new AbortController();
      this.isStale = true;
      const { signal } = this.asking;
      const drawn = this.drawn();
      if (drawn) {
        await released();
        if (signal.aborted) return false;
        this.show(drawn);
        this.isStale = false;
        return true;
      }
      const body = new URLSearchParams(new FormData(form));
      body.set("field", this.name);
      try {
        // A session that has ended answers with a redirect: then nothing is reported until the form is sent.
        const answer = await fetch(form.dataset.check, { method: "POST", body, signal, redirect: "error" });
        if (!answer.ok) return true;
        const html = await answer.text();
        await released();
        if (signal.aborted) return false;
        this.show(new DOMParser().parseFromString(html, "text/html").querySelector(".report"));
        this.isStale = false;
      } catch {
        // Overtaken by the next question, or the network is away: Confirm reports all the same.
      }
      return !signal.aborted;
    }

    /** What the page's own engine says, if it has one. One that has failed is not asked again. */
    drawn() {
      try {
        return engine.report?.(this.name);
      } catch {
        engine.report = null;
        return null;
      }
    }

    show(report) {
      if (!report || isComposing) return;
      const isWrong = "wrong" in report.dataset;
      // Half typed is not wrong yet, unless there is something to offer.
      if (isWrong && !this.wasLeft && !report.querySelector(".offers")) return;
      const old = this.report;
      const isNews = content(report) !== content(old);
      const hadSomething = old.childElementCount > 0;
      old.replaceWith(report);
      this.box.classList.toggle("wrong", isWrong);
      for (const input of this.inputs) {
        if (input.type === "radio") continue;
        if (isWrong) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      }
      if (isNews && (report.childElementCount || hadSomething)) this.tell(report.dataset.said);
      const line = document.querySelector(`.summary li[data-of="${this.name}"]`);
      if (line) line.hidden = !isWrong;
      const summary = document.querySelector(".summary");
      if (summary) summary.hidden = [...summary.querySelectorAll("li")].every((one) => one.hidden);
    }
  }

  /** What a report holds, however it is laid out between its elements. */
  const content = (report) => report.innerHTML.replace(/>\s+</g, "><").trim();

  /** Enters what goes with a suggestion. */
  function take(name, items) {
    const taken = new Set([fields.get(name)]);
    for (const [item, text] of new URLSearchParams(items)) {
      const input = form.elements[item];
      input.value = text;
      taken.add(fields.get(input.closest("[data-field]").dataset.field));
    }
    for (const field of taken) field.ask();
  }

  const fields = new Map();
  if (form) {
    for (const box of form.querySelectorAll("[data-field]")) fields.set(box.dataset.field, new Field(box));
    const of = (event) => fields.get(event.target.closest?.("[data-field]")?.dataset.field);
    const isText = (input) => input.matches("input:not([type=radio], [type=checkbox])");
    reports.take = (name, items) => {
      fields.get(name).wasLeft = true;
      take(name, items);
    };

    form.addEventListener("compositionstart", () => (isComposing = true));
    form.addEventListener("compositionend", (event) => {
      isComposing = false;
      of(event)?.later(event.target === document.activeElement ? PAUSE : 0);
    });
    form.addEventListener("input", (event) => {
      const field = of(event);
      if (!field || !event.target.name) return;
      clearTimeout(field.timer);
      if (!isComposing && !event.isComposing) field.later(isText(event.target) ? PAUSE : 0);
    });
    form.addEventListener("focusout", (event) => {
      const field = of(event);
      // Between the parts of one field it is not left, and a suggestion's button belongs to it.
      if (!field || !event.target.name || field.box.contains(event.relatedTarget)) return;
      if (!isText(event.target)) return;
      field.wasLeft ||= field.text !== "";
      field.later(0);
      const twin = fields.get(field.box.dataset.with);
      if (twin?.text) twin.later(0);
    });
    form.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=use]");
      const field = button && of(event);
      if (!field?.inputs.every(isText)) return;
      event.preventDefault();
      field.take(button);
    });
  }
}

