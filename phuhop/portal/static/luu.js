/* Keeps what was typed until the server has it. Knows no figure, no rule, no points. trang.js says it. */
(function () {
  "use strict";
  var body = document.body, address = body.getAttribute("data-luu"), page = window.phuhopTrang;
  if (!address || !page) { return; }
  var waiting = new Map(), sentBefore = new Map(), clashes = new Map(), timers = new Map();
  var sending = false, failures = 0, again = 0, afterwards = null, isClosed = false, title = document.title;
  var known = Number(body.getAttribute("data-biet")) || 0, store = "phuhop:" + body.getAttribute("data-ai") + ":" + address;
  var named = page.named, seenOf = page.seenOf, say = page.say, button = page.button;

  function sayAll(words) { waiting.forEach(function (_, id) { say(id, words); }); }
  /* What a browser may keep of fields that are not saved yet. */
  function kept() {
    try { return JSON.parse(localStorage.getItem(store)) || {}; } catch (error) { return {}; }
  }
  function keep(id, value) {
    var all = kept(), field = named(id);
    if (value === null) { delete all[id]; } else if (field && field.dataset.o !== "kin") { all[id] = value; }
    try {
      if (Object.keys(all).length) { localStorage.setItem(store, JSON.stringify(all)); } else { localStorage.removeItem(store); }
    } catch (error) { return; }
  }
  function offerKept() {
    var all = kept(), here = Object.keys(all).filter(function (id) {
      var field = named(id);
      if (field && field.value === all[id]) { keep(id, null); return false; }
      return Boolean(field);
    });
    if (!here.length) { return; }
    page.bar("do-dang", "note", [here.length + " ô gõ lần trước ở trang này chưa kịp lưu. ",
      button("Lấy lại", function () {
        page.bar("do-dang");
        here.forEach(function (id) { named(id).value = all[id]; typed(named(id)); });
        send();
      }),
      button("Bỏ", function () { page.bar("do-dang"); here.forEach(function (id) { keep(id, null); }); })]);
  }

  function count() {
    var open = waiting.size + clashes.size;
    document.title = open ? open + " ô chưa lưu – " + title : title;
  }
  function typed(field) {
    var id = field.name;
    clashes.delete(id);
    waiting.set(id, field.value);
    keep(id, field.value);
    say(id, "chưa lưu");
    count();
    clearTimeout(timers.get(id));
    timers.set(id, setTimeout(send, 1500));
  }
  function tellClash(one) {
    clashes.set(one.field, one);
    if (seenOf(one.field)) { seenOf(one.field).value = one.revision; }
    say(one.field, "✘ chưa lưu");
    page.tellClash(one, function (field) { typed(field); send(); }, function (field) {
      clashes.delete(one.field);
      waiting.delete(one.field);
      keep(one.field, null);
      field.value = one.theirs;
      say(one.field, "✔ đã lấy số kia");
      count();
    });
  }
  function signedOut() { sayAll("✘ chưa lưu: hết phiên, đăng nhập lại"); page.signedOut(send); }
  function heard(answer) {
    page.lasts(answer.seconds);
    if (!answer.parts) { return; }
    known = answer.revision;
    Object.keys(answer.others).forEach(function (id) {
      var field = named(id);
      if (field && !waiting.has(id) && !clashes.has(id) && document.activeElement !== field) {
        if (field.value !== answer.others[id].value) { say(id, "người khác vừa ghi"); }
        field.value = answer.others[id].value;
        if (seenOf(id)) { seenOf(id).value = answer.others[id].revision; }
      }
    });
    if (answer.told) {
      document.querySelectorAll("[data-o]").forEach(function (field) {
        if (!clashes.has(field.name)) { page.tellFaults(field.name, answer.told[field.name] || {faults: [], doubts: []}); }
      });
    }
    Object.keys(answer.parts).forEach(function (id) {
      var place = document.getElementById(id.replace(/\./g, "-"));
      if (place) { place.innerHTML = answer.parts[id]; }
    });
  }
  function answered(sent, answer) {
    var clashing = answer.conflicts.map(function (one) { return one.field; });
    failures = 0;
    sent.forEach(function (value, id) {
      sentBefore.delete(id);
      if (waiting.get(id) === value) { waiting.delete(id); }
      if (clashing.indexOf(id) >= 0) { return; }
      if (answer.fields[id] && seenOf(id)) { seenOf(id).value = answer.fields[id].revision; }
      if (!waiting.has(id)) { keep(id, null); say(id, "✔ đã lưu " + answer.at); }
      if (!answer.told) { page.tellFaults(id, answer.fields[id]); }
    });
    answer.conflicts.forEach(tellClash);
    heard(answer);
    count();
  }
  /* What no field takes is said there and keeps no other waiting. */
  function unfit(sent, answer) {
    sentBefore.delete(answer.unfit);
    if (waiting.get(answer.unfit) !== sent.get(answer.unfit)) { return; }
    waiting.delete(answer.unfit);
    clashes.set(answer.unfit, answer);
    say(answer.unfit, "✘ chưa lưu");
    page.tellFaults(answer.unfit, {faults: [answer.words], doubts: [], isUnfit: true});
    sayAll("chưa lưu");
    count();
  }
  function longest(sent) {
    var ids = Array.from(sent.keys()).sort(function (a, b) { return sent.get(b).length - sent.get(a).length; });
    return {unfit: ids[0], words: "Ô này quá dài, rút gọn rồi lưu lại"};
  }
  function done() {
    var next = afterwards;
    sending = false;
    afterwards = null;
    if (next) { next(); }
  }
  function later() {
    failures += 1;
    sayAll("✘ chưa lưu: mất mạng, sẽ thử lại");
    clearTimeout(again);
    again = setTimeout(send, Math.min(30000, 1000 * Math.pow(2, failures - 1)) * (0.8 + 0.4 * Math.random()));
  }
  function nameParts(form) {
    document.querySelectorAll("[data-phan]").forEach(function (part) { form.append("phan", part.getAttribute("data-phan")); });
  }
  function send() {
    if (sending || page.isOut() || isClosed || !waiting.size) { return; }
    var sent = new Map(waiting), form = new URLSearchParams();
    form.set("biet", String(known));
    if (body.getAttribute("data-ho-so")) { form.set("ho-so", body.getAttribute("data-ho-so")); }
    sent.forEach(function (value, id) {
      form.append(id, value);
      form.append("ban." + id, seenOf(id) ? seenOf(id).value : "0");
      (sentBefore.get(id) || []).forEach(function (text) { form.append("gui." + id, text); });
      sentBefore.set(id, (sentBefore.get(id) || []).concat([value]));
      say(id, "đang lưu");
    });
    nameParts(form);
    sending = true;
    page.post(address, form).then(function (response) {
      if (response.status === 401 || response.status === 403) { done(); signedOut(); return; }
      if (response.status === 409) { isClosed = true; sayAll("✘ không lưu được: hồ sơ đã nộp"); done(); return; }
      if (response.status === 400 || response.status === 413) {
        return (response.status === 400 ? response.json() : Promise.resolve(longest(sent))).then(function (answer) {
          unfit(sent, answer);
          done();
          send();
        });
      }
      if (!response.ok) { done(); later(); return; }
      return response.json().then(function (answer) {
        answered(sent, answer);
        done();
        send();
      });
    }).catch(function () { done(); later(); });
  }
  function poll() {
    if (sending || waiting.size || page.isOut() || document.hidden) { return; }
    var form = new URLSearchParams({biet: String(known)});
    nameParts(form);
    page.ask(address + "?" + form, {headers: {"X-Luu": "hoi"}}).then(function (response) {
      if (response.status === 401) { signedOut(); return; }
      return response.ok ? response.json().then(heard) : undefined;
    }).catch(function () { return; });
  }
  document.querySelectorAll("[data-o]").forEach(function (field) {
    field.addEventListener("input", function () { typed(field); });
    field.addEventListener("change", function () { typed(field); send(); });
    field.addEventListener("blur", send);
  });
  document.querySelectorAll("form").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      if (sending && !event.defaultPrevented) {
        event.preventDefault();
        afterwards = function () { form.requestSubmit(event.submitter); };
        return;
      }
      if ((form.getAttribute("action") || "").indexOf("/tai-khoan/ra/") === 0) { localStorage.clear(); }
      waiting.clear();
      clashes.clear();
    });
  });
  window.addEventListener("beforeunload", function (event) {
    if (waiting.size || clashes.size) { event.preventDefault(); event.returnValue = ""; }
  });
  offerKept();
  setInterval(send, 5000);
  setInterval(poll, 30000);
}());
