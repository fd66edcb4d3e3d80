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
if (input) {
  const names = ["zero", "one", "two", "few", "many", "other"];
  const forms = Object.fromEntries(input.dataset.found.split("|").map((form, index) => [names[index], form]));
  combobox(input, $("#suggestions"), {
    ask: (text, signal) => fetch(input.dataset.suggest + "?q=" + encodeURIComponent(text), { signal }),
    tell: (number) => announce(counted(forms, number, language)),
  });
}
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
