/* <fihris-search>: the search box, completion and results of Fihris in any page. See docs/embedding.md. */
(() => {
{{ combobox }}
const TEXTS = {{ texts }};
const HERE = document.currentScript ? new URL(".", document.currentScript.src).href : document.baseURI;
const PATIENCE_MS = 20_000;
const MAX_HITS = {{ max_hits }};

const STYLE = `{{ style }}`;

/* Nothing that the service says is ever read as markup: texts become text nodes, and <mark> alone an element. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const CHARACTERS = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };

function marked(html) {
  const text = (part) => part.replace(/&(amp|lt|gt|quot|#x27);/g, (_, name) => CHARACTERS[name]);
  return html.split(/<mark>(.*?)<\/mark>/s).map((part, index) => index % 2 ? make("mark", {}, text(part)) : text(part));
}

/* An Arabic text may begin with a Latin name: the first letter does not decide. */
function direction(text) {
  const letters = (kind) => (text.slice(0, 300).match(kind) || []).length;
  const isArabic = letters(/[\u0621-\u064a\u0671-\u06d3]/g) * 8 > letters(/[A-Za-z]/g);
  return isArabic ? { dir: "rtl", lang: "ar" } : { dir: "auto" };
}

function day(date, language) {
  const [year, , number] = date.split("-");
  const name = (locale) => new Date(date).toLocaleDateString(locale, { month: "long", timeZone: "UTC" });
  const month = language === "ar" ? name("ar-EG") + "/" + name("ar-SY") : name("en");
  return +number + " " + month + " " + +year;
}

class FihrisSearch extends HTMLElement {
  #language; #texts; #service; #filter; #size; #input; #list; #form; #status; #spoken; #notes; #hits; #more; #all; #foot;
  #query = ""; #page = 0; #asked = null;

  connectedCallback() {
    if (this.shadowRoot) return;
    const named = this.closest("[lang]")?.lang || (this.matches(":dir(rtl)") ? "ar" : "en");
    this.#language = named.startsWith("ar") ? "ar" : "en";
    this.#texts = TEXTS[this.#language];
    this.#service = new URL(this.#given("service") || HERE, document.baseURI).href.replace(/\/*$/, "/");
    this.#filter = this.#given("filter") && "&" + new URLSearchParams(this.#given("filter"));
    this.#size = Number(this.#given("size")) || 5;
    this.#build();
    combobox(this.#input, this.#list, {
      ask: (q, signal) => fetch(this.#address("api/v1/suggest", { q }), { signal, credentials: "omit" }),
      tell: (number) => this.#announce(this.#counted("completions", number)),
    });
    this.#form.onsubmit = () => { this.search(this.#input.value); return false; };
    this.#more.onclick = () => this.#load(this.#page + 1);
    this.search(this.#given("q"));
  }

  #given(name) { return this.getAttribute(name) || ""; }

  /* Search for a query, and show what is found below the box; for nothing, empty it. */
  search(query) {
    this.#query = query.trim();
    this.#input.value = this.#input.defaultValue = this.#query;     // what a return to this page shows
    this.#status.textContent = "";
    this.#notes.replaceChildren();
    this.#hits.replaceChildren();
    this.#foot.hidden = true;
    this.#asked?.abort();
    if (this.#query) this.#load(1);
  }

  #build() {
    const texts = this.#texts, root = this.attachShadow({ mode: "open", delegatesFocus: true });
    const sheet = new CSSStyleSheet();                              // a strict policy of the page allows it
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    this.#input = make("input", {
      id: "q", type: "search", dir: "auto", maxlength: {{ max_query }}, enterkeyhint: "search", autocapitalize: "off",
      spellcheck: "false", placeholder: this.#given("placeholder") || texts.placeholder,
    });
    this.#list = make("ul", { id: "list", class: "list", role: "listbox", "aria-label": texts.list, hidden: "" });
    this.#form = make("form", { role: "search", "aria-label": this.#given("label") || texts.search },
      make("div", { class: "field" }, make("label", { class: "hidden", for: "q" }, texts.words), this.#input, this.#list),
      make("button", { type: "submit" }, texts.search));
    this.#status = make("p", { role: "status", class: "quiet" });
    this.#spoken = make("p", { role: "status", class: "hidden" });
    this.#notes = make("div", {});
    this.#hits = make("ol", { role: "list" });                      // without numbers it stays a list for VoiceOver
    this.#more = make("button", { type: "button" }, texts.more);
    this.#all = make("a", {}, texts.all);
    this.#foot = make("p", { hidden: "" }, this.#more, this.#all);
    root.append(make("div", { class: "box", lang: this.#language, dir: this.#language === "ar" ? "rtl" : "ltr" },
      this.#form, this.#status, this.#spoken, this.#notes, this.#hits, this.#foot));
  }

  #counted(name, number) { return counted(this.#texts[name], number, this.#language); }

  /* Emptied first, so that the same words are announced again. */
  #announce(text) {
    this.#spoken.textContent = "";
    setTimeout(() => { this.#spoken.textContent = text; }, 60);
  }

  #address(path, parameters, filter = "") {
    return this.#service + path + "?" + new URLSearchParams({ ...parameters, lang: this.#language }) + filter;
  }

  async #load(page) {
    this.#asked?.abort();
    const asked = this.#asked = new AbortController();
    const parameters = { q: this.#query, page, size: this.#size, collapse: "auto" };
    const { answer, fault } = await this.#reply(this.#address("api/v1/search", parameters, this.#filter), asked.signal);
    if (asked.signal.aborted) return;                               // another search has taken its place
    if (fault) { this.#status.textContent = fault; return; }
    this.#page = page;
    this.#show(answer);
  }

  /* The answer at an address, or the sentence that says why there is none. */
  async #reply(address, signal) {
    const options = { credentials: "omit", signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) };
    const response = await fetch(address, options).catch((error) => error);
    if (response instanceof Error) {
      const mayNotRead = response.name === "TypeError" && await this.#isThere();
      return { fault: mayNotRead ? this.#texts.forbidden.replace("#", location.origin) : this.#texts.away };
    }
    const answer = await response.json().catch(() => null);
    if (response.ok && answer) return { answer };
    const seconds = Number(response.headers.get("Retry-After"));
    if (response.status === 429 && seconds) return { fault: this.#counted("wait", seconds) };
    return { fault: answer?.error?.message || this.#texts.away };
  }

  /* Whether anything answers there: a page that may not read an answer is not told why. */
  #isThere() {
    return fetch(this.#service + "healthz", { mode: "no-cors" }).then(() => true, () => false);
  }

  #show({ hits, page, size, total, total_partial, warnings, suggestions }) {
    const texts = this.#texts, found = total + total_partial;
    if (page === 1) {
      const full = total || !total_partial ? this.#counted("results", total) : texts.none_full;
      const partial = total_partial ? " " + this.#counted("partials", total_partial) : "";
      this.#status.textContent = found ? full + partial : texts.nothing.replace("#", this.#query);
      const others = this.#suggested(suggestions);
      this.#notes.append(...warnings.map(({ message }) => make("p", {}, message)));
      if (others.length) this.#notes.append(make("p", {}, texts.others, ": ", ...others));
    }
    const shown = hits.map((hit) => this.#hit(hit));
    this.#hits.append(...shown);
    this.#foot.hidden = !found;
    this.#more.hidden = page * size >= found || (page + 1) * size > MAX_HITS;
    this.#all.href = this.#address("search", { q: this.#query }, this.#filter);
    if (page > 1 && shown.length) shown[0].querySelector("a").focus();
  }

  /* Other queries; the page's own filter is not offered to be left out. */
  #suggested(suggestions) {
    return suggestions.filter(({ kind }) => kind !== "no_filters").flatMap(({ query, total }) => {
      const button = make("button", { type: "button", dir: "auto" }, query);
      button.onclick = () => { this.#input.focus(); this.search(query); };
      return [button, " (" + this.#counted("results", total) + ") "];
    });
  }

  #hit(hit) {
    const { source, author, date, match } = hit;
    const about = [match === "partial" && this.#texts.partial, source, author, date && day(date, this.#language)].filter(Boolean);
    const side = direction(hit.title_html + " " + hit.snippet_html);
    return make("li", {},
      make("p", { class: "title", ...side }, make("a", { href: this.#link(hit) }, ...marked(hit.title_html))),
      make("p", { class: "quiet", dir: side.dir }, ...about.map((text) => make("span", { dir: "auto" }, text))),
      make("p", side, ...marked(hit.snippet_html)));
  }

  /* The article at the address that the page gives, else at the service. */
  #link({ id, url }) {
    const pattern = this.#given("article"), name = encodeURIComponent(id);
    const own = pattern === "{url}" ? url : pattern.replace("{id}", name);
    const isPage = own && make("a", { href: own }).protocol.startsWith("http");
    return isPage ? own : this.#address("article/" + name, { q: this.#query });
  }
}

if (!customElements.get("fihris-search")) customElements.define("fihris-search", FihrisSearch);
})();
