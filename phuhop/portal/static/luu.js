/* Keeps what was typed until the server has it. Knows no figure, no rule, no points. */
(function () {
  "use strict";
  var body = document.body, address = body.getAttribute("data-luu");
  if (!address || !window.fetch) { return; }
  var waiting = new Map(), sending = false, failures = 0, timers = new Map();
  var known = Number(body.getAttribute("data-biet")) || 0, title = document.title;

  function fields() { return document.querySelectorAll("[data-o]"); }
  function named(id) { return document.querySelector('[data-o][name="' + CSS.escape(id) + '"]'); }
  function seenOf(id) { return document.querySelector('input[name="' + CSS.escape("ban." + id) + '"]'); }
  function say(id, words) {
    var place = document.querySelector('[data-trang-thai="' + CSS.escape(id) + '"]');
    if (place) { place.textContent = words; }
  }
  function count() {
    var open = waiting.size;
    document.title = open ? open + " ô chưa lưu – " + title : title;
  }
  function typed(field) {
    var id = field.name;
    waiting.set(id, field.value);
    say(id, "chưa lưu");
    count();
    clearTimeout(timers.get(id));
    timers.set(id, setTimeout(send, 1500));
  }
  function put(id, element) {
    var place = document.getElementById(id);
    if (place) { place.innerHTML = element; }
  }
  function answered(sent, answer) {
    known = answer.revision;
    failures = 0;
    sent.forEach(function (value, id) {
      if (waiting.get(id) === value) { waiting.delete(id); }
      var one = answer.fields[id], field = named(id), told;
      if (one && seenOf(id)) { seenOf(id).value = one.revision; }
      say(id, "✔ đã lưu " + answer.at);
      told = field && document.getElementById(field.id + "-loi");
      if (told && one) {
        told.textContent = "";
        one.faults.forEach(function (words) {
          var line = document.createElement("p");
          line.className = "fault";
          line.textContent = words;
          told.appendChild(line);
        });
        field.setAttribute("aria-invalid", one.faults.length ? "true" : "false");
      }
    });
    answer.conflicts.forEach(function (one) {
      say(one.field, "✘ chưa lưu: " + one.account + " vừa ghi «" + (one.theirs || "trống") +
        "» lúc " + one.at + ". Sửa lại ô này để giữ số của mình, hoặc mở lại trang để lấy số kia.");
      if (seenOf(one.field)) { seenOf(one.field).value = one.revision; }
    });
    Object.keys(answer.others).forEach(function (id) {
      var field = named(id);
      if (field && !waiting.has(id) && document.activeElement !== field) {
        field.value = answer.others[id].value;
        if (seenOf(id)) { seenOf(id).value = answer.others[id].revision; }
      }
    });
    Object.keys(answer.parts).forEach(function (id) {
      put(id.replace(/\./g, "-"), answer.parts[id]);
    });
    count();
  }
  function later() {
    failures += 1;
    waiting.forEach(function (_, id) { say(id, "✘ chưa lưu: mất mạng, sẽ thử lại"); });
    setTimeout(send, Math.min(30000, 1000 * Math.pow(2, failures - 1)) * (0.8 + 0.4 * Math.random()));
  }
  function send() {
    if (sending || !waiting.size) { return; }
    var sent = new Map(waiting), form = new URLSearchParams();
    form.set("biet", String(known));
    sent.forEach(function (value, id) {
      form.append(id, value);
      form.append("ban." + id, seenOf(id) ? seenOf(id).value : "0");
      say(id, "đang lưu");
    });
    document.querySelectorAll("[data-phan]").forEach(function (part) {
      form.append("phan", part.getAttribute("data-phan"));
    });
    sending = true;
    fetch(address, {
      method: "POST", body: form, credentials: "same-origin", redirect: "manual",
      headers: {"X-CSRFToken": document.querySelector("input[name=csrfmiddlewaretoken]").value}
    }).then(function (response) {
      sending = false;
      if (response.type === "opaqueredirect") {
        waiting.forEach(function (_, id) { say(id, "✘ chưa lưu: hết phiên, đăng nhập lại ở thẻ khác"); });
        setTimeout(send, 15000);
        return;
      }
      if (response.status === 409) {
        waiting.forEach(function (_, id) { say(id, "✘ không lưu được: hồ sơ đã nộp"); });
        return;
      }
      if (!response.ok) { later(); return; }
      return response.json().then(function (answer) {
        answered(sent, answer);
        if (waiting.size) { send(); }
      });
    }).catch(function () { sending = false; later(); });
  }
  fields().forEach(function (field) {
    field.addEventListener("input", function () { typed(field); });
    field.addEventListener("change", function () { typed(field); send(); });
    field.addEventListener("blur", send);
  });
  setInterval(send, 5000);
  window.addEventListener("beforeunload", function (event) {
    if (waiting.size) { event.preventDefault(); event.returnValue = ""; }
  });
  document.querySelectorAll("form").forEach(function (form) {
    form.addEventListener("submit", function () { waiting.clear(); });
  });
}());
