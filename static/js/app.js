/* Small helps; every page works without them. Saving by itself, Ctrl+S, and the focus on what is wrong. They find their places by data attributes:
   data-autosave  on a form: the address that takes the same fields and answers {"version", "saved_at"} in JSON
   data-status    on the one status line of that form
   data-set-aside on a text that lost a conflict and is kept there
   data-shared    on the page of a shared computer: nothing is kept in the browser
   data-preview  on the button of such a form that shows the printed pages
   data-focus     on what takes the focus when the page opens */
"use strict";

(() => {
  const PAUSE = 1000;
  const MOST_FAREWELL = 20_000; // characters that a page on its way out may still send (64 KiB, three bytes each)
  const PREFIX = "trinhky:";
  const shared = "shared" in document.documentElement.dataset;
  const SAY = {
    saving: "Đang lưu…",
    saved: (at) => `Đã lưu lúc ${at}`,
    offline: "Chưa lưu: mất mạng. Chữ đã giữ trên máy này, sẽ tự gửi khi có mạng",
    offlineShared: "Chưa lưu: mất mạng. Hãy giữ trang này mở, sẽ tự gửi khi có mạng",
    signedOut: "Chưa lưu: đã hết phiên làm việc. Hãy đăng nhập lại ở cửa sổ khác rồi bấm Lưu",
    changed: "Chưa lưu: người khác vừa lưu mục này. Bấm Lưu để xem cả hai bản",
    failed: "Chưa lưu. Chữ vẫn còn trên trang, hãy bấm Lưu",
    kept: "Máy này còn giữ chữ chưa gửi được của mục này.",
    restore: "Lấy lại chữ đã giữ",
  };

  const say = (form, words) => {
    const line = form?.querySelector("[data-status]");
    if (line) line.textContent = words;
  };

  const version = (form) => form.elements.namedItem("version");
  const keyOf = (form) => PREFIX + form.dataset.autosave;
  const texts = (form) => [...form.querySelectorAll("textarea[name], input[type=text][name], select[name]")];

  const keep = (form) => {
    if (shared) return false;
    const copy = { version: version(form)?.value, texts: Object.fromEntries(texts(form).map((area) => [area.name, area.value])) };
    try {
      localStorage.setItem(keyOf(form), JSON.stringify(copy));
      return true;
    } catch {
      return false; // The browser's store is full or closed: then the words say that only this page has the text.
    }
  };

  const forget = (form) => localStorage.removeItem(keyOf(form));

  const forgetAll = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => localStorage.removeItem(key));

  class Autosave {
    constructor(form) {
      this.form = form;
      this.stopped = false;
      this.dirty = false;
      this.arrived = true;
      this.sending = null;
      this.leaving = false;
      this.unanswered = []; // texts that were sent and may have arrived, though no answer came back
      form.addEventListener("input", () => this.later());
      form.addEventListener("submit", (event) => this.leave(event));
      addEventListener("online", () => this.dirty && this.save());
      document.addEventListener("visibilitychange", () => document.hidden && this.hurry());
      addEventListener("beforeunload", (event) => shared && !this.arrived && !this.leaving && event.preventDefault());
      form.querySelector("[data-preview]")?.addEventListener("click", (event) => this.show(event));
      this.offer();
    }

    /* What is typed arrives first: else the words would meet their own earlier copy as if somebody else had saved it,
       and a line that is down would take the page away. */
    async leave(event) {
      if (this.leaving || !(this.sending || this.dirty)) {
        this.stopped = this.leaving = true;
        return;
      }
      event.preventDefault();
      clearTimeout(this.timer);
      await this.sending;
      if (this.dirty) await this.save();
      if (this.cut || this.leaving) return;
      this.leaving = true;
      this.form.requestSubmit(event.submitter);
    }

    /* A page that goes out of sight may not come back: a phone sleeps, a browser closes. */
    hurry() {
      if (!this.dirty) return;
      clearTimeout(this.timer);
      this.save();
    }

    later() {
      this.dirty = true;
      this.arrived = false;
      keep(this.form);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), PAUSE);
    }

    save() {
      if (this.stopped || this.sending) return this.sending;
      this.dirty = this.cut = false;
      this.sending = this.send().finally(() => {
        this.sending = null;
        if (this.dirty && navigator.onLine && !this.stopped) this.later();
      });
      return this.sending;
    }

    async send() {
      say(this.form, SAY.saving);
      const body = new FormData(this.form);
      try {
        const reply = await fetch(this.form.dataset.autosave, {
          method: "POST",
          body,
          headers: { Accept: "application/json" },
          keepalive: document.hidden && texts(this.form).reduce((sum, area) => sum + area.value.length, 0) < MOST_FAREWELL,
        });
        await this.answered(reply);
        this.unanswered = [];
      } catch {
        this.unanswered.push(body.get("text"));
        this.offline();
      }
    }

    async answered(reply) {
      if (reply.ok) {
        const saved = await reply.json();
        if (version(this.form)) version(this.form).value = saved.version;
        this.arrived = !this.dirty;
        if (this.arrived) forget(this.form);
        else keep(this.form);
        say(this.form, SAY.saved(saved.saved_at));
        if (this.previewing) this.preview();
        return;
      }
      keep(this.form);
      if (reply.status === 409 && (await this.isOwn(reply))) return;
      if (reply.status === 409) this.stopped = true;
      say(this.form, { 401: SAY.signedOut, 409: SAY.changed }[reply.status] ?? SAY.failed);
    }

    /* What "somebody else" saved may be what this page sent, with the answer lost on the way: then it goes on from there. */
    async isOwn(reply) {
      const { version: newest, saved } = await reply.json();
      const own = typeof saved === "string" && this.unanswered.some((text) => text?.normalize("NFC").trim() === saved.trim());
      if (own) {
        version(this.form).value = newest;
        this.dirty = true;
      }
      return own;
    }

    offline() {
      this.dirty = this.cut = true;
      say(this.form, keep(this.form) ? SAY.offline : SAY.offlineShared);
    }

    /* The pages are of what is kept: what was typed is saved first. From then on each saving draws them anew. */
    show(event) {
      event.preventDefault();
      this.previewing = true;
      clearTimeout(this.timer);
      if (this.dirty) this.save();
      else if (!this.sending) this.preview();
    }

    /* htmx asks for the pages. */
    preview() {
      document.body.dispatchEvent(new Event("chu-da-luu"));
    }

    /* A copy that never arrived is offered, never put in by itself. */
    offer() {
      const copy = JSON.parse(localStorage.getItem(keyOf(this.form)) ?? "null");
      if (!copy) return;
      const known = [...document.querySelectorAll("[data-set-aside]")].map((one) => one.textContent.replace(/\u00a0/g, " ").trim());
      const isHere = (area) => (copy.texts[area.name] ?? area.value) === area.value || known.includes(copy.texts[area.name].trim());
      if (texts(this.form).every(isHere)) {
        forget(this.form);
        return;
      }
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-plain btn-slim ms-2", textContent: SAY.restore });
      button.addEventListener("click", () => this.restore(copy));
      say(this.form, SAY.kept);
      this.form.querySelector("[data-status]")?.append(button);
    }

    restore(copy) {
      for (const area of texts(this.form)) area.value = copy.texts[area.name] ?? area.value;
      // The version the copy was written on: if somebody saved since, the server answers 409 and shows both texts.
      if (version(this.form) && copy.version) version(this.form).value = copy.version;
      this.save();
    }
  }

  const saveByKey = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    const form = document.activeElement?.closest("form") ?? document.querySelector("form[data-autosave]");
    const button = form?.querySelector("[data-save]");
    if (!button) return;
    event.preventDefault();
    form.requestSubmit(button);
  };

  if (shared) forgetAll();
  document.addEventListener("keydown", saveByKey);
  document.querySelector("[data-focus]")?.focus();
  document.querySelectorAll("form[data-autosave]").forEach((form) => new Autosave(form));
})();
