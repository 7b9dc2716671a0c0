/* Passkeys: the browser makes one, or proves one, and the form carries its answer to the server like any other field.
   data-passkey        on a button of the form: "make" or "prove"
   data-options        on that button: the address that puts the question
   data-answer         on the field of the form that carries the answer
   data-status         on its status line
   data-with-passkeys  on what is hidden until the browser is known to have passkeys */
"use strict";

(() => {
  const SAY = {
    asking: "Hãy làm theo hướng dẫn của máy: vân tay, khuôn mặt hoặc mã mở máy.",
    failed: "Chưa dùng được khoá truy cập. Hãy thử lại, hoặc dùng mật khẩu.",
  };

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

  const make = async (asked) => {
    const user = { ...asked.user, id: bytes(asked.user.id) };
    const publicKey = { ...asked, user, challenge: bytes(asked.challenge), excludeCredentials: named(asked.excludeCredentials) };
    const made = await navigator.credentials.create({ publicKey });
    return answer(made, { attestationObject: text(made.response.attestationObject) });
  };

  const prove = async (asked) => {
    const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: named(asked.allowCredentials) };
    const found = await navigator.credentials.get({ publicKey });
    const { authenticatorData, signature, userHandle } = found.response;
    return answer(found, { authenticatorData: text(authenticatorData), signature: text(signature), userHandle: userHandle && text(userHandle) });
  };

  const answer = (found, parts) => ({
    id: found.id,
    rawId: text(found.rawId),
    type: found.type,
    response: { clientDataJSON: text(found.response.clientDataJSON), ...parts },
  });

  const token = (form) => {
    const body = new FormData();
    body.set("csrf_token", form.querySelector("[name=csrf_token]").value);
    return body;
  };

  const go = async (form, button) => {
    const line = form.querySelector("[data-status]");
    line.textContent = SAY.asking;
    try {
      const reply = await fetch(button.dataset.options, { method: "POST", body: token(form), headers: { Accept: "application/json" } });
      const asked = await reply.json();
      if (!reply.ok) throw new Error(asked.reason);
      const found = await (button.dataset.passkey === "make" ? make : prove)(asked);
      form.querySelector("[data-answer]").value = JSON.stringify(found);
      form.setAttribute("action", button.formAction);
      HTMLFormElement.prototype.submit.call(form);
    } catch {
      line.textContent = SAY.failed; // turned down by the person, or the device holds none
    }
  };

  if (!window.PublicKeyCredential) return;
  for (const part of document.querySelectorAll("[data-with-passkeys]")) part.hidden = false;
  addEventListener("submit", (event) => {
    if (!event.submitter?.dataset.passkey) return;
    event.preventDefault();
    go(event.target, event.submitter);
  });
})();
