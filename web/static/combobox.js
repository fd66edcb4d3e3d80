// Completion while typing, for the page and for the box that other pages embed. Texts are given, in their language.
"use strict";

/* The plural forms are given by their names; the language's rule picks one. */
function counted(forms, number, language) {
  const form = forms[new Intl.PluralRules(language).select(number)] || forms.other;
  return form.replace("#", number.toLocaleString("en"));
}

/* The combobox pattern: the input keeps the focus, arrows move through the list, Esc closes it. `ask` fetches the
   completions of a text, `tell` says how many there are. `fill` makes the list's elements of an answer with `option`,
   which makes one of a text and, where that is no query, of what it does. */
function combobox(input, list, { ask: fetched, tell, fill = ({ completions }, typed, option) => completions.map((text) => option(text)) }) {
  let typed = input.value, chosen = -1, timer = 0, asked = null, options = [];

  input.autocomplete = "off";
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) input.setAttribute(name, value);

  /* What was asked before may no longer change what is shown. */
  function forget() {
    clearTimeout(timer);
    if (asked) asked.abort();
  }

  function close() {
    list.hidden = true;
    chosen = -1;
    input.ariaExpanded = "false";
    input.removeAttribute("aria-activedescendant");
  }

  function option(text, run, name = "li") {
    const made = document.createElement(name);
    made.id = "suggestion-" + (options.push(made) - 1);
    made.role = "option";
    made.ariaSelected = "false";
    made.dir = "auto";
    if (/[\u0621-\u064a]/.test(text)) made.lang = "ar";
    made.textContent = text;
    made.query = run ? null : text;
    made.run = run || (() => input.form.requestSubmit());
    return made;
  }

  function show(answer) {
    options = [];
    list.replaceChildren(...fill(answer, typed, option));
    if (!options.length) return close();
    chosen = -1;
    list.hidden = false;
    input.ariaExpanded = "true";
    tell(options.length);
  }

  function unchoose() {
    if (options[chosen]) options[chosen].ariaSelected = "false";
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    const next = (index + options.length + 1) % (options.length + 1);
    const option = options[next];
    forget();
    unchoose();
    if (!option) { input.value = typed; return; }      // past either end: back to what was typed
    chosen = next;
    option.ariaSelected = "true";
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
    input.value = option.query || typed;
  }

  function take(option) {
    input.value = option.query || typed;
    close();
    option.run();
  }

  /* Whoever types in the text of a choice or moves within it goes on from it: it is what was typed now. */
  function adopt() {
    typed = input.value;
    unchoose();
  }

  async function ask() {
    forget();
    asked = new AbortController();
    if (!typed.trim()) return show({ completions: [] });
    try {
      const answer = await fetched(typed, asked.signal);
      if (!answer.ok) close();
      else if (input.getRootNode().activeElement === input) show(await answer.json());
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
    const { key } = event, open = !list.hidden, isChosen = chosen >= 0;
    if (event.isComposing) return;
    if (key === "Tab") return close();
    if (isChosen && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(key)) return adopt();
    if (key === "Escape" && open) { forget(); input.value = typed; close(); }
    else if (key === "ArrowDown") { if (open) choose(chosen + 1); else ask(); }
    else if (key === "ArrowUp" && open) choose(isChosen ? chosen - 1 : options.length - 1);
    else if (key === "Enter" && isChosen) take(options[chosen]);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => { forget(); close(); });
  list.addEventListener("pointerdown", (event) => event.preventDefault());   // the input keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  input.form.addEventListener("submit", () => { forget(); typed = input.value; close(); });
  /* A page that was left and is shown again holds the query that was left for: it must hold its own. */
  window.addEventListener("pageshow", (event) => { if (event.persisted) typed = input.value = input.defaultValue; });
}
