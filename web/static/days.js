// Choosing days: a calendar beside each field for a date, and times over which one draws on the chart. Without
// this module dates are written, and each bar of the chart is a link.

const language = document.documentElement.lang, isRtl = document.documentElement.dir === "rtl";
const form = document.querySelector("[data-dates]");
const answer = await fetch(form.dataset.calendar);
if (!answer.ok) throw new Error(answer.statusText);
form.insertAdjacentHTML("afterend", await answer.text());
const [style, calendar] = ["link", "dialog"].map((name) => form.parentElement.querySelector(name));
const styled = new Promise((resolve) => { style.onload = style.onerror = resolve; });
const months = calendar.querySelector("[data-month]"), year = calendar.querySelector("[data-year]");
const [first, last] = [form.dataset.first, form.dataset.last].map((day) => /^\d{4}-\d\d-\d\d$/.test(day) ? day : null);
const SATURDAY = 6;                                            // weeks begin with it, as those of the chart

const iso = (day) => day.toISOString().slice(0, 10);
const utc = (text) => new Date(text.slice(0, 10).padEnd(7, "-01").padEnd(10, "-01") + "T00:00:00Z");
const hijri = (day, parts) => new Intl.DateTimeFormat(
  language + "-u-ca-islamic-umalqura-nu-latn", { timeZone: "UTC", ...parts }).format(day);

/* A day, a month or a year, ISO, as the page writes it. */
function named(text) {
  const [ofYear, month, day] = text.split("-").map(Number);
  const name = month && months.options[month - 1].text;
  return [day, name, ofYear].filter(Boolean).join(" ");
}

/* The calendar shows the month of `day` and has the focus on it; days without articles before and after them all
   cannot be chosen. */
function show(day, hasFocus = true) {
  const from = new Date(day), body = calendar.querySelector("tbody");
  from.setUTCDate(1);
  months.value = day.getUTCMonth() + 1;
  year.value = day.getUTCFullYear();
  const to = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0));
  const names = [from, to].map((end) => hijri(end, { month: "long", year: "numeric" }));
  calendar.querySelector("[data-hijri]").textContent = [...new Set(names)].join(" – ");
  from.setUTCDate(1 - (from.getUTCDay() - SATURDAY + 7) % 7);
  const weeks = [];
  for (const each = from; each <= to;) {
    const week = document.createElement("tr");
    for (let n = 0; n < 7; n++, each.setUTCDate(each.getUTCDate() + 1)) week.append(cell(each, day));
    weeks.push(week);
  }
  body.replaceChildren(...weeks);
  if (hasFocus) body.querySelector('[tabindex="0"]').focus();
}

function cell(day, chosen) {
  const cell = document.createElement("td");
  if (day.getUTCMonth() !== chosen.getUTCMonth()) return cell;
  const button = document.createElement("button"), small = document.createElement("small"), text = iso(day);
  button.type = "button";
  button.dataset.day = text;
  button.tabIndex = +day === +chosen ? 0 : -1;
  button.setAttribute("aria-label", named(text) + (language === "ar" ? "، " : ", ") + hijri(day, { dateStyle: "long" }));
  if ((first && text < first) || (last && text > last)) button.setAttribute("aria-disabled", "true");
  small.textContent = hijri(day, { day: "numeric" }).replace(/\D/g, "");
  button.append(String(day.getUTCDate()), small);
  cell.append(button);
  return cell;
}

function weekdays() {
  const row = document.createElement("tr");
  for (let n = 0; n < 7; n++) {
    const day = new Date(Date.UTC(2000, 0, 1 + n)), name = document.createElement("th");   // a Saturday
    const written = (weekday) => new Intl.DateTimeFormat(language, { weekday, timeZone: "UTC" }).format(day);
    name.scope = "col";
    name.abbr = written("long");
    name.textContent = written("short").replace(/^\u0627\u0644/, "");   // without the article it fits on a phone
    row.append(name);
  }
  calendar.querySelector("thead").replaceChildren(row);
}

/* The same day of another month, or its last one. */
function later(day, count) {
  const to = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + count + 1, 0));
  to.setUTCDate(Math.min(to.getUTCDate(), day.getUTCDate()));
  return to;
}

const focused = () => utc(calendar.querySelector('[tabindex="0"]').dataset.day);

/* The day to which a key leads in the calendar. */
function led(key, day, isShifted) {
  const steps = { ArrowUp: -7, ArrowDown: 7, ArrowLeft: isRtl ? 1 : -1, ArrowRight: isRtl ? -1 : 1 };
  if (key in steps) return new Date(day.setUTCDate(day.getUTCDate() + steps[key]));
  if (key === "PageUp" || key === "PageDown") return later(day, (key === "PageUp" ? -1 : 1) * (isShifted ? 12 : 1));
  const ofWeek = (day.getUTCDay() - SATURDAY + 7) % 7;
  if (key === "Home") return new Date(day.setUTCDate(day.getUTCDate() - ofWeek));
  if (key === "End") return new Date(day.setUTCDate(day.getUTCDate() + 6 - ofWeek));
  return null;
}

let field = null;
weekdays();

/* The calendar is opened for the field of `button`. */
export async function pick(button) {
  await styled;
  field = document.getElementById(button.dataset.pick);
  const other = form.querySelector("[name=from][data-day], [name=to][data-day]");
  calendar.showModal();
  show(utc(field.dataset.day || (other && other.dataset.day) || last || iso(new Date())));
}

calendar.addEventListener("click", (event) => {
  const turn = event.target.closest("[data-turn]"), day = event.target.closest("[data-day]");
  if (turn) show(later(focused(), Number(turn.dataset.turn)), false);
  if (event.target === calendar || event.target.closest("[data-close]")) calendar.close();
  if (!day || day.getAttribute("aria-disabled")) return;
  field.value = named(day.dataset.day);
  field.dataset.day = day.dataset.day;
  calendar.close();
});
calendar.addEventListener("keydown", (event) => {
  const day = event.target.closest("[data-day]") && led(event.key, focused(), event.shiftKey);
  if (!day) return;
  event.preventDefault();
  show(day);
});
for (const part of [months, year]) {
  part.addEventListener("change", () => {
    const there = new Date(0);
    there.setUTCFullYear(Math.min(Math.max(Number(year.value) || 1, 1), 9999), months.value - 1, 1);
    show(there, false);
  });
}

/* A time is drawn from one bar to another, or chosen by the arrows with Shift; its ends are those of the bars. */
export function range(chart) {
  const bars = [...chart.querySelectorAll("li a")];
  let anchor = null, head = null, isDrawn = false;

  const ends = () => [anchor, head].sort((one, other) => bars.indexOf(one) - bars.indexOf(other));
  const part = (bar, name) => new URL(bar.href).searchParams.get(name);
  function mark(bar) {
    head = bar;
    const [low, high] = anchor ? ends() : [];
    bars.forEach((each, index) => each.classList.toggle(
      "drawn", anchor !== null && index >= bars.indexOf(low) && index <= bars.indexOf(high)));
    if (!anchor) return;
    chart.querySelector("[data-hint]").textContent = chart.dataset.chart
      .replace("#1", named(part(low, "from"))).replace("#2", named(part(high, "to")));
    announce(chart.querySelector("[data-hint]").textContent);
  }
  function open() {
    const [low, high] = ends(), address = new URL(low.href);
    address.searchParams.set("to", part(high, "to"));
    location.assign(address);
  }
  function stop() {
    anchor = null;
    mark(null);
  }
  const under = (event) => {
    const there = document.elementFromPoint(event.clientX, event.clientY);
    return there && there.closest("li") && bars.includes(there.closest("li").querySelector("a"))
      ? there.closest("li").querySelector("a") : null;
  };

  const hint = chart.querySelector("[data-hint]"), told = hint.textContent;
  chart.addEventListener("pointerdown", (event) => {
    stop();
    hint.textContent = told;
    if (event.button === 0) anchor = under(event);
    isDrawn = false;
    if (event.target.hasPointerCapture(event.pointerId)) event.target.releasePointerCapture(event.pointerId);
  });
  chart.addEventListener("pointermove", (event) => {
    const bar = anchor && event.buttons ? under(event) : null;
    if (!bar || (bar === anchor && !isDrawn)) return;
    isDrawn = true;
    if (bar !== head) mark(bar);
  });
  addEventListener("pointerup", () => { if (isDrawn && anchor) open(); else if (anchor) stop(); });
  addEventListener("pointercancel", stop);
  chart.addEventListener("click", (event) => { if (isDrawn) event.preventDefault(); });
  chart.addEventListener("keydown", (event) => {
    const at = bars.indexOf(event.target), steps = { ArrowLeft: isRtl ? 1 : -1, ArrowRight: isRtl ? -1 : 1 };
    if (at < 0) return;
    if (event.key in steps) {
      const next = bars[at + steps[event.key]];
      event.preventDefault();
      if (!event.shiftKey) stop();
      else anchor = anchor || event.target;
      if (next) next.focus();
      if (next && anchor) mark(next);
    } else if (event.key === "Enter" && anchor && head) { event.preventDefault(); open(); }
    else if (event.key === "Escape" && anchor) { stop(); hint.textContent = told; }
  });
}
