// Completion while typing, for the page and for the box that other pages embed. Texts are given, in their language.
"use strict";

/* The plural forms are given by their names; the language's rule picks one. */
function counted(forms, number, language) {
  const form = forms[new Intl.PluralRules(language).select(number)] || forms.other;
  return form.replace("#", number.toLocaleString("en"));
}

/* The combobox pattern: the input keeps the focus, arrows move through the list, Esc closes it. `ask` fetches the
   completions of a text, `tell` says how many there are. */
function combobox(input, list, { ask: fetched, tell }) {
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
    tell(completions.length);
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
      const answer = await fetched(typed, asked.signal);
      if (!answer.ok) close();
      else if (input.getRootNode().activeElement === input) show((await answer.json()).completions);
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
  input.form.addEventListener("submit", () => { forget(); typed = input.value; close(); });
  /* A page that was left and is shown again holds the query that was left for: it must hold its own. */
  window.addEventListener("pageshow", (event) => { if (event.persisted) typed = input.value = input.defaultValue; });
}
