/* Helps for writing; every page works without them. What is pasted from Word becomes the conventions of a section, with
   a way back; rows with tabs may become a table; notes and tables by a press. They find their places by data attributes:
   data-paste    on a textarea whose pasted text follows the conventions
   data-helpers  on a textarea that gets the buttons for a note and a table */
"use strict";

(() => {
  const SAY = {
    cleaned: "Đã chỉnh lại đoạn dán.",
    undo: "Hoàn tác",
    rows: "Đoạn dán có các cột cách nhau bằng phím Tab. Dán thành bảng?",
    table: "Dán thành bảng",
    keep: "Giữ nguyên",
    addNote: "Chèn chú thích",
    addTable: "Chèn bảng",
  };
  const BULLET = /^(?:[•●○▪■·§\uf0b7\uf0a7\uf0d8ü–—+*-]|o)$/;
  const MARKED = /^(?:[-+] |\||(?:[IVXLC]+[.-]|\d+(?:\.\d+)*[.)]|[a-zđ]\)|\(\d+\))\s)/;
  const BLOCKS = new Set(["P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "BLOCKQUOTE", "TD", "TH", "PRE", "SECTION", "ARTICLE"]);
  const DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const raised = (number) => [...String(number)].map((digit) => DIGITS[digit]).join("");

  /* Plain text as the conventions have it: "- " items, single spaces, NFC. Tabs stay between the cells of rows. */
  const normalise = (text, tabs = " ") =>
    text
      .normalize("NFC")
      .replace(/\r\n?/g, "\n")
      .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, "")
      .replace(/\u00a0/g, " ")
      .replace(/^[ \t]*(?:[•●○▪■·\uf0b7\uf0a7–—-]|o(?=\t))[ \t]+/gm, "- ")
      .replace(/ +/g, " ")
      .replace(/ ?\t[ \t]*/g, tabs)
      .replace(/[ \t]+$/gm, "")
      .replace(/\n{3,}/g, "\n\n");

  /* The runs of one block: words with their weight and slope. */
  const runs = (node, style, out) => {
    if (node.nodeType === Node.TEXT_NODE) return out.push({ ...style, text: node.data.replace(/\s+/g, " ") });
    if (node.nodeType !== Node.ELEMENT_NODE || ["STYLE", "SCRIPT", "META", "TITLE"].includes(node.tagName)) return 0;
    if (node.tagName === "BR") return out.push({ ...style, text: "\n" });
    const css = node.dataset.style ?? "";
    if (/mso-list:\s*ignore/i.test(css)) {
      const marker = node.textContent.replace(/\s/g, "");
      return out.push({ bold: false, italic: false, text: BULLET.test(marker) ? "- " : `${marker} ` });
    }
    const note = node.tagName === "A" && /#_(?:ftn|edn)(?:ref)?(\d+)$/.exec(node.getAttribute("href") ?? "");
    if (note) return out.push({ bold: false, italic: false, text: raised(note[1]) });
    const inner = {
      bold: /font-weight:\s*(?:normal|[1-5]00)/i.test(css) ? false : style.bold || ["B", "STRONG"].includes(node.tagName) || /font-weight:\s*(?:bold|[6-9]00)/i.test(css),
      italic: /font-style:\s*normal/i.test(css) ? false : style.italic || ["I", "EM"].includes(node.tagName) || /font-style:\s*italic/i.test(css),
    };
    node.childNodes.forEach((child) => runs(child, inner, out));
    return BLOCKS.has(node.tagName) ? out.push({ ...style, text: "\n" }) : 0;
  };

  const line = (node) => {
    const all = [];
    runs(node, { bold: false, italic: false }, all);
    const words = all.map((run) => run.text).join("").replace(/ +/g, " ").trim();
    const heavy = all.every((run) => run.bold || !run.text.trim() || /^\s*(?:-|\S+[.)])\s*$/.test(run.text));
    const merged = [];
    for (const run of all) {
      const last = merged.at(-1);
      if (last && last.bold === run.bold && last.italic === run.italic) last.text += run.text;
      else merged.push({ ...run });
    }
    if (MARKED.test(`${words} `) && heavy) merged.forEach((run) => (run.bold = false)); // a heading is bold by its marker
    return merged.map(emphasised).join("").replace(/ +/g, " ").replace(/ ?\n ?/g, "\n").trim();
  };

  const emphasised = ({ text, bold, italic }) => {
    const [, before, words, after] = /^(\s*)(.*?)(\s*)$/s.exec(text);
    const mark = words ? (bold ? "**" : "") + (italic ? "*" : "") : "";
    return before + mark + words + [...mark].reverse().join("") + after;
  };

  const row = (cells) => `| ${[...cells].map((cell) => (typeof cell === "string" ? cell : line(cell)).replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|").trim()).join(" | ")} |`;

  const items = (list) =>
    [...list.children].map((item, at) => (list.tagName === "OL" ? `${(list.start || 1) + at}. ` : "- ") + line(item));

  /* A page's blocks as lines; a block inside a block is taken for itself. */
  const lines = (node, out = []) => {
    if (node.tagName === "TABLE") out.push([...node.rows].map((one) => row(one.cells)).join("\n"));
    else if (["UL", "OL"].includes(node.tagName)) out.push(...items(node));
    else if ([...node.children].some((child) => BLOCKS.has(child.tagName) || ["TABLE", "UL", "OL"].includes(child.tagName))) {
      for (const child of node.children) lines(child, out);
    } else if (node.textContent.trim()) out.push(line(node));
    return out;
  };

  const fromPage = (html) => {
    // What a page would do or wear is refused, and complained of, by our policy: it is taken off before it is read.
    const plain = html.replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, "").replace(/\s(?=(?:style|on\w+)\s*=)/gi, " data-");
    const found = lines(new DOMParser().parseFromString(plain, "text/html").body).filter(Boolean);
    return found.map((one, at) => (at && !MARKED.test(`${one} `) ? `\n${one}` : one)).join("\n");
  };

  const insert = (area, text) => {
    // The only way to change a field that leaves the browser's own undo in order.
    if (!document.execCommand("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  };

  /* Replaces what was put in at a place, if it still stands there. */
  const replace = (area, start, old, text) => {
    if (area.value.slice(start, start + old.length) !== old) return;
    area.focus();
    area.setSelectionRange(start, start + old.length);
    insert(area, text);
  };

  /* One line under the field, with what may be done about it. */
  const tell = (area, words, acts) => {
    forget(area);
    const note = Object.assign(document.createElement("p"), { className: "paste-note", textContent: `${words} ` });
    note.setAttribute("role", "status");
    for (const [label, act] of acts) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-plain btn-slim ms-2", textContent: label });
      button.addEventListener("click", () => (act(), forget(area)));
      note.append(button);
    }
    area.after(note);
  };

  const forget = (area) => area.parentElement.querySelector(".paste-note")?.remove();

  const paste = (event) => {
    const area = event.target;
    if (!area.matches?.("textarea[data-paste]")) return;
    const raw = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
    const html = event.clipboardData.getData("text/html");
    const clean = normalise(html && /<(?:p|li|table|h\d|b|strong|i|em|span)\b/i.test(html) ? fromPage(html) : raw) || normalise(raw);
    const rows = html.includes("<table") ? [] : tabbed(raw);
    if (clean === raw && !rows.length) return;
    event.preventDefault();
    const start = area.selectionStart;
    insert(area, raw);
    if (clean !== raw) {
      area.setSelectionRange(start, area.selectionStart);
      insert(area, clean);
    }
    if (rows.length) tell(area, SAY.rows, [[SAY.table, () => replace(area, start, clean, rows.join("\n"))], [SAY.keep, () => {}]]);
    else tell(area, SAY.cleaned, [[SAY.undo, () => replace(area, start, clean, raw)]]);
  };

  /* The rows of a table, when every line has the same cells parted by tabs; a list's bullet and tab is none. */
  const tabbed = (raw) => {
    const cells = normalise(raw, "\t").trim().split("\n").filter(Boolean).map((one) => one.split("\t"));
    const wide = cells.length > 1 && cells[0].length > 1 && cells.every((one) => one.length === cells[0].length);
    return wide ? cells.map(row) : [];
  };

  /* A note: its number at the cursor, its line at the end, and the cursor there. */
  const addNote = (area) => {
    const taken = [...area.value.matchAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g)].map(([call]) => Number([...call].map((digit) => DIGITS.indexOf(digit)).join("")));
    const call = raised(Math.max(0, ...taken) + 1);
    area.focus();
    insert(area, call);
    area.setSelectionRange(area.value.length, area.value.length);
    insert(area, `${area.value.endsWith("\n") ? "" : "\n\n"}${call} `);
  };

  const addTable = (area) => {
    area.focus();
    const before = area.value.slice(0, area.selectionStart);
    insert(area, `${before && !before.endsWith("\n") ? "\n" : ""}| STT | Nội dung | Số lượng |\n| 1 | | |\n`);
  };

  document.querySelectorAll("textarea[data-helpers]").forEach((area) => {
    const bar = Object.assign(document.createElement("div"), { className: "buttons mt-2" });
    for (const [label, act] of [[SAY.addNote, addNote], [SAY.addTable, addTable]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-plain btn-slim", textContent: label });
      button.addEventListener("click", () => act(area));
      bar.append(button);
    }
    area.after(bar);
  });
  document.addEventListener("paste", paste);
})();
