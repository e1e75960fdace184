// The engine in the page itself, where the portal serves it: what it says of a field of STEP1 is drawn at once, at every key,
// and also where the network is gone. It draws the elements that the portal would send: a test compares the two. What the portal
// says when the form is sent is what counts.

/** For the other parts of the script: draws a field's report, and municipalities for a text; null where the portal is to be asked. */
const engine = { report: null, options: null };

{
  const form = document.querySelector("form[data-engine]");
  const READING = /([\u4E00-\u9FFF\u3400-\u4DBF々]+)（([\u3041-\u3096ー]+)）/g;

  /** Words without the readings of their kanji. */
  const plain = (words) => words.replaceAll(READING, "$1");

  /** Words with the readings above their kanji. */
  const ruby = (words) => {
    const parts = [];
    let at = 0;
    for (const match of words.matchAll(READING)) {
      const [all, kanji, reading] = match;
      parts.push(words.slice(at, match.index), element("ruby", {}, kanji, element("rp", {}, "（"), element("rt", { "aria-hidden": "true" }, reading), element("rp", {}, "）")));
      at = match.index + all.length;
    }
    return [...parts, words.slice(at)].filter(Boolean);
  };

  const element = (name, attributes, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content.flat());
    return made;
  };

  /** A text about a field with the field's label before it, unless the text names the field itself. */
  const named = (label, text, colon) => {
    const [said, whole] = [text, label].map((words) => plain(words).toLowerCase());
    const isName = (word) => new TextEncoder().encode(word).length > 3;
    const names = whole.split(/[^\p{Alphabetic}\p{N}]|[\u3041-\u3096]/u).filter(isName);
    return said.includes(whole) || names.some((word) => said.includes(word)) ? text : label + colon + text;
  };

  const start = async ({ module, fingerprint, now, language, policy: settings, labels, words, options: most }) => {
    const { load } = await import(module);
    // The portal's clock, as far as the page knows it: a birth date is held against its day.
    const begun = performance.now();
    const toroku = await load({ clock: () => now + (performance.now() - begun) / 1000 });
    if (toroku.fingerprint !== fingerprint) return;
    const policy = toroku.policy(settings);
    const fields = new Map(toroku.fields.map(({ name, items }) => [name, items]));

    const typed = () => {
      const texts = Object.fromEntries(new FormData(form));
      const items = [...fields.values()].flat().filter((item) => item in texts);
      return Object.fromEntries([...items, "terms"].map((item) => [item, texts[item] ?? ""]));
    };

    const offer = (name, place, text, items) => {
      const taken = toroku.taking(items, name, text);
      const street = Object.keys(taken).length > 1 ? taken.street_address : undefined;
      const said = plain(words["field.taken"]).replaceAll("{text}", street === undefined ? text : `${text} ${street}`);
      const beside = words["municipality.street"].replaceAll("{text}", street);
      const attributes = {
        class: "button small",
        name: "use",
        value: `${fields.get(name)[0] ?? name}:${place}`,
        "data-items": new URLSearchParams(taken).toString(),
        "data-said": said,
      };
      const shown = element("span", { class: "typed", translate: "no" }, text);
      const unseen = element("span", { class: "unseen", translate: "no" }, ` ${text}`);
      const button = element("button", attributes, ruby(words["field.use"]), unseen);
      return element("p", {}, shown, " ", street === undefined ? [] : [element("span", { class: "quiet" }, ruby(beside)), " "], button);
    };

    const prefectures = toroku.prefectures().map(({ name }) => name);

    const option = ({ code, prefecture, name, fullName, kana, english }, items, isExact) => {
      const taken = toroku.taking(items, "municipality", fullName);
      const attributes = {
        role: "option",
        id: `option-${code}`,
        "aria-selected": "false",
        "data-text": fullName,
        "data-items": new URLSearchParams(taken).toString(),
        ...(isExact ? { "data-exact": "" } : {}),
      };
      const place = element("span", { lang: "ja" }, element("span", { class: "quiet" }, prefectures[prefecture - 1]), " ", element("b", {}, name));
      const spoken = [element("span", { lang: "ja" }, kana), " ", element("span", { lang: "en" }, english)];
      const made = element("li", attributes, place, " ", element("span", { class: "quiet reading" }, spoken));
      if (Object.keys(taken).length > 1) {
        const beside = words["municipality.street"].replaceAll("{text}", taken.street_address);
        made.append(" ", element("span", { class: "quiet reading" }, ruby(beside)));
      }
      return made;
    };

    engine.options = (text) => {
      const found = toroku.searchMunicipalities(text, { limit: most + 1 });
      const shown = found.slice(0, most);
      const said = !found.length ? "none_yet" : found.length > shown.length ? "first" : "options";
      const exact = toroku.lookUpMunicipality(text);
      const isExact = ({ code }) => exact.is === "found" && exact.municipality.code === code;
      const items = typed();
      const list = element("ul", {}, shown.map((one) => option(one, items, isExact(one))));
      return element("div", {}, element("p", {}, ruby(words[`municipality.${said}`].replaceAll("{count}", shown.length))), list);
    };

    engine.report = (name) => {
      const items = typed();
      const { problem, notices, conversions } = toroku.check(policy, name, items, language);
      const parts = [];
      const said = [problem?.text, ...notices.map((notice) => notice.text)].filter(Boolean);
      if (problem) {
        const mark = element("span", { class: "mark", "aria-hidden": "true" }, "!");
        const unseen = element("span", { class: "unseen" }, ruby(words["field.error"]));
        parts.push(element("p", { class: "error", id: `${name}-error` }, mark, element("span", {}, unseen, ruby(problem.text))));
      }
      if (notices.length) {
        const unseen = () => element("span", { class: "unseen" }, ruby(words["field.notice"]));
        parts.push(element("div", { class: "notice" }, notices.map(({ text }) => element("p", {}, unseen(), ruby(text)))));
      }
      if (conversions.length) {
        const { after } = conversions[0];
        const becomes = element("p", {}, ruby(words["field.becomes"]), " ", element("b", { class: "typed", translate: "no" }, after));
        parts.push(element("div", { class: "becomes" }, becomes, conversions.map(({ text }) => element("p", { class: "quiet" }, ruby(text)))));
        said.push(words["field.becomes"], after, ...conversions.map(({ text }) => text));
      }
      const found = name === "municipality" ? toroku.lookUpMunicipality(items.municipality ?? "") : null;
      if (found?.is === "found") {
        const { fullName, english } = found.municipality;
        parts.push(element("p", { class: "chosen" }, element("b", { lang: "ja" }, fullName), " ", element("span", { class: "quiet", lang: "en" }, english)));
        said.push(fullName, english);
      }
      const suggested = [...(problem?.suggestions ?? []), ...notices.map(({ suggestion }) => suggestion).filter((text) => text !== null)];
      if (suggested.length) {
        parts.push(element("div", { class: "offers" }, suggested.map((text, place) => offer(name, place, text, items))));
      }
      const label = labels[name];
      const all = said.length
        ? named(label, said.join(" "), words["summary.colon"])
        : words["field.right"].replaceAll("{label}", label);
      const report = element("div", { class: "report", id: `${name}-report`, "data-said": plain(all) }, parts);
      if (problem) report.dataset.wrong = "";
      return report;
    };
  };

  // Without WebAssembly, with an engine of another version, without a network: the portal answers, as without this.
  if (form) start(JSON.parse(form.dataset.engine)).catch(() => {});
}

