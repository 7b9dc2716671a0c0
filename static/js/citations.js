/* The register of citations beside a text being written: searched without leaving the page, put in at the cursor.
   data-find    on a form: the address that answers its words with a piece of page, put into data-found beside it
   data-insert  on a button: the words to put where the cursor last stood in a text of the page */
"use strict";

(() => {
  const UNFOUND = "Chưa tìm được. Hãy thử lại, hoặc mở sổ viện dẫn ở cửa sổ khác";
  let lastArea = null;

  const find = async (event) => {
    const form = event.target;
    const place = form.dataset.find && form.parentElement.querySelector("[data-found]");
    if (!place) return;
    event.preventDefault();
    try {
      const reply = await fetch(`${form.dataset.find}?${new URLSearchParams(new FormData(form))}`);
      if (!reply.ok) throw new Error(String(reply.status));
      place.innerHTML = await reply.text();
    } catch {
      place.textContent = UNFOUND;
    }
  };

  const insertAtCursor = (event) => {
    const button = event.target.closest?.("[data-insert]");
    const area = lastArea ?? document.querySelector("form[data-autosave] textarea");
    if (!button || !area) return;
    area.focus();
    const before = area.value.slice(0, area.selectionStart);
    const text = (before && !/\s$/.test(before) ? " " : "") + button.dataset.insert;
    // The only way to change a field that leaves the browser's own undo in order.
    if (!document.execCommand("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("form[data-autosave] textarea")) lastArea = event.target;
  });
  document.addEventListener("submit", find);
  document.addEventListener("click", insertAtCursor);
})();
