// On the page of an article: links and citations copied, shared, printed; on the page of help: "/" turned off.
"use strict";

function copyButton(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  const name = button.textContent;
  button.addEventListener("click", async () => {
    const { copy, copyOf } = button.dataset;
    await navigator.clipboard.writeText(copy || document.getElementById(copyOf).textContent);
    button.textContent = button.dataset.done;
    announce(button.dataset.done);
    setTimeout(() => { button.textContent = name; }, 3000);
  });
}

document.querySelectorAll("[data-copy], [data-copy-of]").forEach(copyButton);
const share = $("[data-share]"), print = $("[data-print]");
if (share && navigator.share) {
  share.hidden = false;
  share.addEventListener("click", () => navigator.share({ title: $("h1").textContent, url: share.dataset.share }).catch(() => {}));
}
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
const slash = $("[data-slash]");
if (slash) {
  slash.closest("p").hidden = false;
  slash.checked = !isSlashOff();
  slash.addEventListener("change", () => {
    try { localStorage.setItem("slash", slash.checked ? "on" : "off"); } catch { /* then it stays as it was */ }
  });
}
