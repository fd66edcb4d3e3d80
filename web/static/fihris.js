// Everything works without this script; with it: completion while typing, "/" for the box, announced counts,
// the theme kept, links copied. Texts come from the page, in its language.
"use strict";

const $ = (selector) => document.querySelector(selector);
const language = document.documentElement.lang;

/* One line for screen readers: emptied first, so that the same words are announced again. */
function announce(text) {
  const line = $("[data-announce]");
  line.textContent = "";
  setTimeout(() => { line.textContent = text; }, 60);
}

/* The page brings the six plural forms; the language's rule picks one. */
function counted(forms, number) {
  const names = ["zero", "one", "two", "few", "many", "other"];
  const form = forms[names.indexOf(new Intl.PluralRules(language).select(number))] || forms[5];
  return form.replace("#", number);
}

/* The combobox pattern: the input keeps the focus, arrows move through the list, Esc closes it. */
function combobox(input, list) {
  const forms = input.dataset.found.split("|");
  let typed = input.value, chosen = -1, timer = 0, asked = null;

  input.autocomplete = "off";
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) input.setAttribute(name, value);

  const isOpen = () => !list.hidden;

  /* What was asked before may no longer change what is shown. */
  function forget() {
    clearTimeout(timer);
    if (asked) asked.abort();
  }

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(completions) {
    list.replaceChildren(...completions.map((text, index) => {
      const option = document.createElement("li");
      option.id = "suggestion-" + index;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dir = "auto";
      if (/[\u0621-\u064a]/.test(text)) option.lang = "ar";
      option.textContent = text;
      return option;
    }));
    if (!completions.length) { close(); return; }
    chosen = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    announce(counted(forms, completions.length));
  }

  function unchoose() {
    if (list.children[chosen]) list.children[chosen].setAttribute("aria-selected", "false");
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    const options = list.children;
    const next = (index + options.length + 1) % (options.length + 1);
    const option = options[next];
    forget();
    unchoose();
    if (!option) { input.value = typed; return; }      // past either end: back to what was typed
    chosen = next;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
    input.value = option.textContent;
  }

  /* Whoever types in the text of a choice or moves within it goes on from it: it is what was typed now. */
  function adopt() {
    typed = input.value;
    unchoose();
  }

  async function ask() {
    forget();
    asked = new AbortController();
    if (!typed.trim()) { close(); return; }
    try {
      const answer = await fetch(input.dataset.suggest + "?q=" + encodeURIComponent(typed), { signal: asked.signal });
      if (!answer.ok) close();
      else if (document.activeElement === input) show((await answer.json()).completions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    forget();
    adopt();
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && isOpen()) { forget(); input.value = typed; close(); event.preventDefault(); }
    else if (event.key === "ArrowDown" && isOpen()) { choose(chosen < 0 ? 0 : chosen + 1); event.preventDefault(); }
    else if (event.key === "ArrowDown") { ask(); event.preventDefault(); }
    else if (event.key === "ArrowUp" && isOpen()) { choose(chosen < 0 ? list.children.length - 1 : chosen - 1); event.preventDefault(); }
    else if (chosen >= 0 && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) adopt();
    else if (event.key === "Tab") close();
  });
  input.addEventListener("blur", () => { forget(); close(); });
  list.addEventListener("pointerdown", (event) => event.preventDefault());   // the input keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (!option) return;
    input.value = option.textContent;
    close();
    input.form.requestSubmit();
  });
  input.form.addEventListener("submit", () => { forget(); close(); });
  /* A page that was left and is shown again holds the query that was left for: it must hold its own. */
  window.addEventListener("pageshow", (event) => { if (event.persisted) typed = input.value = input.defaultValue; });
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

function copyButton(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  const name = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
    announce(button.dataset.done);
    setTimeout(() => { button.textContent = name; }, 3000);
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

const input = $("#q");
if (input) combobox(input, $("#suggestions"));
if ($("[data-theme-button]")) themeButton($("[data-theme-button]"));
if ($("[data-copy]")) copyButton($("[data-copy]"));
if ($("[data-filters]")) filters($("[data-filters]"));
if ($("[data-fold]")) fold($("[data-fold]"));
if ($("[data-say]")) announce($("[data-say]").textContent.replace(/\s+/g, " ").trim());

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  const isSlash = event.key === "/" || event.key === "ظ";                  // the same key on an Arabic keyboard
  if (!isSlash || typing || event.ctrlKey || event.metaKey || event.altKey || !input) return;
  event.preventDefault();
  input.focus();
  input.select();
});
