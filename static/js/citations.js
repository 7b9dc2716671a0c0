/* The register of citations beside a text being written: searched without leaving the page, put in at the cursor.
   data-find    on a button: the address that answers the words of its form with a piece of page, put into data-found
   data-wanted  on the field of those words, which then do not travel with the form
   data-insert  on a button: the words to put where the cursor last stood in a text of its form */
"use strict";

(() => {
  const UNFOUND = "Chưa tìm được. Hãy thử lại, hoặc mở sổ viện dẫn ở cửa sổ khác";
  const lastAreas = new Map();

  const find = async (help) => {
    const place = help.querySelector("[data-found]");
    const wanted = help.querySelector("[data-wanted]").value;
    try {
      const reply = await fetch(`${help.querySelector("[data-find]").dataset.find}?${new URLSearchParams({ tim: wanted })}`);
      if (!reply.ok) throw new Error(String(reply.status));
      place.innerHTML = await reply.text();
    } catch {
      place.textContent = UNFOUND;
    }
  };

  const insertAtCursor = (button) => {
    const area = lastAreas.get(button.form) ?? button.form.querySelector("textarea");
    area.focus();
    const before = area.value.slice(0, area.selectionStart);
    const text = (before && !/\s$/.test(before) ? " " : "") + button.dataset.insert;
    // The only way to change a field that leaves the browser's own undo in order.
    if (!document.execCommand("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const press = (event) => {
    const button = event.target.closest?.("[data-find], [data-insert]");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.insert) insertAtCursor(button);
    else find(button.closest("details"));
  };

  const searchOnEnter = (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("[data-wanted]")) return;
    event.preventDefault();
    find(event.target.closest("details"));
  };

  document.querySelectorAll("[data-wanted]").forEach((field) => field.removeAttribute("name"));
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("form textarea")) lastAreas.set(event.target.form, event.target);
  });
  document.addEventListener("click", press);
  document.addEventListener("keydown", searchOnEnter);
})();
