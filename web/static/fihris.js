// Everything works without this script; with it: completion while typing, "/" for the box, announced counts,
// the theme and what was asked kept, days chosen. Texts come from the page, in its language.
"use strict";

const $ = (selector) => document.querySelector(selector);
const language = document.documentElement.lang;

/* One line for screen readers: emptied first, so that the same words are announced again. */
function announce(text) {
  const line = $("[data-announce]");
  line.textContent = "";
  setTimeout(() => { line.textContent = text; }, 60);
}

function themeButton(button) {
  const root = document.documentElement;
  function use(theme) {
    root.dataset.theme = theme;
    $('meta[name="color-scheme"]').content = theme;
  }

  button.hidden = false;
  button.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    use(dark ? "light" : "dark");
    document.cookie = "theme=" + root.dataset.theme + ";path=/;max-age=31536000;samesite=lax";
  });
  window.addEventListener("pageshow", (event) => {           // the choice may have been made since, on another page
    const kept = /(?:^|; )theme=(light|dark)/.exec(document.cookie);
    if (event.persisted && kept) use(kept[1]);
  });
}

/* On a wide screen the chart stands open; on a narrow one it is folded, as the results come first. */
function fold(details) {
  const wide = matchMedia("(min-width: 60rem)");
  const follow = () => { details.open = wide.matches; };
  follow();
  wide.addEventListener("change", follow);
}

/* Beside the results the filters stand open; above them, on a narrow screen, they are folded, and come first for
   keyboards and screen readers, too. */
function filters(details) {
  const wide = matchMedia("(min-width: 60rem)");
  const side = details.parentElement, results = side.parentElement;
  const follow = () => {
    details.open = wide.matches;
    results.insertBefore(side, wide.matches ? null : results.firstChild);
  };
  follow();
  wide.addEventListener("change", follow);
}

/* Days are chosen by a script that comes when a reader turns to them. A browser remembers that a script failed: asked
   for again, it has another name. */
let asked = null, failures = 0;
function days(address) {
  asked ??= import(address + "#" + failures).catch((error) => {
    asked = null;
    failures += 1;
    throw error;
  });
  return asked;
}

/* Without the script the reader comes to the field, where a date can be written. */
function dates(form) {
  for (const button of form.querySelectorAll("[data-pick]")) {
    button.hidden = false;
    button.addEventListener("click", () => days(form.dataset.dates).then(
      ({ pick }) => pick(button), () => document.getElementById(button.dataset.pick).focus()));
  }
}

/* On the chart, too: what the reader does there before the script has come is done again then. */
function chart(nav) {
  const kinds = ["pointerdown", "pointermove", "pointerup", "keydown"], done = [];
  let isAsked = false;
  function keep(event) {
    done.push(event);
    if (event.key === "Enter" && done.some(({ shiftKey }) => shiftKey)) event.preventDefault();
  }
  async function load() {
    if (isAsked) return;
    isAsked = true;
    for (const kind of kinds) nav.addEventListener(kind, keep);
    const script = await days(nav.dataset.script).catch(() => null);
    for (const kind of kinds) nav.removeEventListener(kind, keep);
    const kept = done.splice(0);
    isAsked = script !== null;
    if (!isAsked) return;
    script.range(nav);
    for (const event of kept) {
      const there = event.key ? document.activeElement : event.target;
      there.dispatchEvent(new event.constructor(event.type, event));
    }
  }
  nav.querySelector("[data-hint]").hidden = nav.querySelectorAll("li a").length < 2;
  nav.addEventListener("dragstart", (event) => event.preventDefault());
  for (const kind of ["pointerover", "focusin"]) nav.addEventListener(kind, load);
}

/* What the reader asked before, the newest first: kept in this browser alone, and only where it lets us. */
const recent = {
  all() {
    try { return JSON.parse(localStorage.getItem("recent") || "[]"); } catch { return []; }
  },
  keep(queries) {
    try { localStorage.setItem("recent", JSON.stringify(queries.slice(0, 20))); } catch { /* then nothing is kept */ }
  },
  add(query) { this.keep([query, ...this.all().filter((other) => other !== query)]); },
  like(typed) {
    return this.all().filter((query) => query !== typed && query.includes(typed)).slice(0, typed ? 3 : 8);
  },
};

/* What was asked before, words, and titles, which lead to their articles: each in a group of its own. */
function groups(told) {
  function group(name, options) {
    const whole = document.createElement("li"), heading = document.createElement("div");
    whole.role = "group";
    whole.ariaLabel = heading.textContent = name;
    heading.ariaHidden = "true";
    whole.append(heading, ...options);
    return whole;
  }
  const erase = () => { recent.keep([]); announce(told.erased); };
  const open = (id) => () => location.assign(told.article + encodeURIComponent(id));

  return ({ completions, queries = completions.length, titles = [] }, typed, option) => {
    const before = recent.like(typed.trim());
    const words = completions.slice(0, queries).filter((word) => !before.includes(word));
    const texts = (each) => each.map((text) => option(text, null, "div"));
    const made = [[told.recent, texts(before)]];
    if (before.length) made[0][1].push(option(told.erase, erase, "div"));
    made.push([told.words, texts(words)]);
    made.push([told.titles, titles.map(({ id, title }) => option(title, open(id), "div"))]);
    return made.filter(([, options]) => options.length).map(([name, options]) => group(name, options));
  };
}

const input = $("#q");
if (input) {
  const names = ["zero", "one", "two", "few", "many", "other"];
  const forms = Object.fromEntries(input.dataset.found.split("|").map((form, index) => [names[index], form]));
  combobox(input, $("#suggestions"), {
    ask: (text, signal) => fetch(input.dataset.suggest + "?q=" + encodeURIComponent(text), { signal }),
    tell: (number) => announce(counted(forms, number, language)),
    fill: groups(input.dataset),
  });
  input.addEventListener("click", () => {                     // what was asked before, as the key would show it
    if (!input.value && $("#suggestions").hidden) input.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
  });
  if ($(".hit") && $("[data-say]") && input.defaultValue) recent.add(input.defaultValue);
}
if ($("[data-theme-button]")) themeButton($("[data-theme-button]"));
if ($("[data-filters]")) filters($("[data-filters]"));
if ($("[data-fold]")) fold($("[data-fold]"));
if ($("[data-dates]")) dates($("[data-dates]"));
if ($("[data-chart]")) chart($("[data-chart]"));
if ($("[data-say]")) announce($("[data-say]").textContent.replace(/\s+/g, " ").trim());

const isSlashOff = () => { try { return localStorage.getItem("slash") === "off"; } catch { return false; } };
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  const isSlash = event.key === "/" || event.key === "ظ";                  // the same key on an Arabic keyboard
  if (!isSlash || typing || event.ctrlKey || event.metaKey || event.altKey || !input || isSlashOff()) return;
  event.preventDefault();
  input.focus();
  input.select();
});
