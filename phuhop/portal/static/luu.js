/* Keeps what was typed until the server has it. Knows no figure, no rule, no points. */
(function () {
  "use strict";
  var body = document.body, address = body.getAttribute("data-luu");
  if (!address || !window.fetch) { return; }
  var waiting = new Map(), sentBefore = new Map(), clashes = new Map(), timers = new Map();
  var sending = false, failures = 0, again = 0, afterwards = null, isOut = false, isClosed = false;
  var known = Number(body.getAttribute("data-biet")) || 0, title = document.title;
  var ends = Date.now() + 1000 * Number(body.getAttribute("data-con")), store = "phuhop:" + body.getAttribute("data-ai") + ":" + address;

  function named(id) { return document.querySelector('[data-o][name="' + CSS.escape(id) + '"]'); }
  function seenOf(id) { return document.querySelector('input[name="' + CSS.escape("ban." + id) + '"]'); }
  function tokens() { return document.querySelectorAll("input[name=csrfmiddlewaretoken]"); }
  function say(id, words) {
    var place = document.querySelector('[data-trang-thai="' + CSS.escape(id) + '"]');
    if (place && place.textContent !== words) { place.textContent = words; }
  }
  function sayAll(words) { waiting.forEach(function (_, id) { say(id, words); }); }
  function line(words, kind) {
    var made = document.createElement("p");
    made.className = kind || "";
    made.textContent = words;
    return made;
  }
  function button(words, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }
  function bar(id, kind, pieces) {
    var old = document.getElementById(id), made;
    if (old) { old.remove(); }
    if (!pieces) { return; }
    made = document.createElement("div");
    made.id = id;
    made.className = "bar " + kind;
    made.setAttribute("role", "alert");
    pieces.forEach(function (piece) { made.append(piece); });
    document.getElementById("noi-dung").before(made);
  }

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
    bar("do-dang", "note", [here.length + " ô gõ lần trước ở trang này chưa kịp lưu. ",
      button("Lấy lại", function () {
        bar("do-dang");
        here.forEach(function (id) { named(id).value = all[id]; typed(named(id)); });
        send();
      }),
      button("Bỏ", function () {
        bar("do-dang");
        here.forEach(function (id) { keep(id, null); });
      })]);
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
  function tellFaults(id, one) {
    var field = named(id), told = field && document.getElementById(field.id + "-loi");
    if (!told || !one || !(told.firstElementChild || one.faults.length || one.doubts.length)) { return; }
    told.textContent = "";
    one.faults.forEach(function (words) { told.append(line("✘ " + words + ". Số này chưa được tính.", "fault")); });
    one.doubts.forEach(function (words) { told.append(line("! " + words + ".", "doubt")); });
    field.setAttribute("aria-invalid", one.faults.length ? "true" : "false");
  }
  function tellClash(one) {
    var field = named(one.field), told = field && document.getElementById(field.id + "-loi"), box;
    clashes.set(one.field, one);
    if (seenOf(one.field)) { seenOf(one.field).value = one.revision; }
    say(one.field, "✘ chưa lưu");
    if (!told) { return; }
    box = document.createElement("div");
    box.className = "conflict";
    box.setAttribute("role", "alert");
    box.append(line("✘ Chưa lưu ô này: " + one.account + " vừa ghi «" + (one.theirs || "trống") + "» lúc " +
      one.at + "; của ông/bà là «" + (field.value || "trống") + "»."),
      button("Giữ của tôi", function () { box.remove(); typed(field); send(); field.focus(); }),
      button("Lấy số kia", function () {
        clashes.delete(one.field);
        waiting.delete(one.field);
        keep(one.field, null);
        field.value = one.theirs;
        box.remove();
        say(one.field, "✔ đã lấy số kia");
        count();
        field.focus();
      }));
    told.textContent = "";
    told.append(box);
  }
  function heard(answer) {
    ends = Date.now() + 1000 * answer.seconds;
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
        if (!clashes.has(field.name)) { tellFaults(field.name, answer.told[field.name] || {faults: [], doubts: []}); }
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
      if (!waiting.has(id)) {
        keep(id, null);
        say(id, "✔ đã lưu " + answer.at);
      }
      if (!answer.told) { tellFaults(id, answer.fields[id]); }
    });
    answer.conflicts.forEach(tellClash);
    heard(answer);
    count();
  }
  /* What no field takes is said there and keeps nobody else waiting. */
  function unfit(answer) {
    sentBefore.delete(answer.unfit);
    waiting.delete(answer.unfit);
    clashes.set(answer.unfit, answer);
    say(answer.unfit, "✘ chưa lưu");
    tellFaults(answer.unfit, {faults: [answer.words], doubts: []});
    sayAll("chưa lưu");
    count();
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
  function ask(where, about) {
    about.credentials = "same-origin";
    about.headers = Object.assign({"X-Luu": "luu"}, about.headers);
    return fetch(where, about);
  }
  function post(where, form, kind) {
    return ask(where, {method: "POST", body: form,
      headers: {"X-CSRFToken": tokens()[0] ? tokens()[0].value : "", "X-Luu": kind || "luu"}});
  }
  function signedOut() {
    var link = document.createElement("a");
    sayAll("✘ chưa lưu: hết phiên, đăng nhập lại");
    if (isOut) { return; }
    isOut = true;
    link.href = body.getAttribute("data-vao");
    link.target = "_blank";
    link.textContent = "Đăng nhập lại ở thẻ mới";
    bar("het-phien", "fault", ["Phiên làm việc đã hết. Mọi ô đã gõ còn nguyên ở đây. ", link,
      "; xong thì trang này lưu tiếp."]);
    setTimeout(askAgain, 3000);
  }
  function askAgain() {
    ask(body.getAttribute("data-phien"), {headers: {"X-Luu": "hoi"}}).then(function (response) {
      if (!response.ok) { setTimeout(askAgain, 3000); return; }
      return response.json().then(function (answer) {
        if (answer.account !== body.getAttribute("data-ai")) {
          bar("het-phien", "fault", ["Đang đăng nhập bằng tài khoản khác: các ô ở đây chưa lưu."]);
          setTimeout(askAgain, 3000);
          return;
        }
        isOut = false;
        bar("het-phien");
        tokens().forEach(function (input) { input.value = answer.token; });
        ends = Date.now() + 1000 * answer.seconds;
        send();
      });
    }).catch(function () { setTimeout(askAgain, 3000); });
  }
  function send() {
    if (sending || isOut || isClosed || !waiting.size) { return; }
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
    document.querySelectorAll("[data-phan]").forEach(function (part) {
      form.append("phan", part.getAttribute("data-phan"));
    });
    sending = true;
    post(address, form).then(function (response) {
      if (response.status === 401 || response.status === 403) { done(); signedOut(); return; }
      if (response.status === 409) {
        isClosed = true;
        sayAll("✘ không lưu được: hồ sơ đã nộp");
        done();
        return;
      }
      if (response.status === 400) {
        return response.json().then(function (answer) { done(); unfit(answer); send(); });
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
    if (sending || waiting.size || isOut || document.hidden) { return; }
    var form = new URLSearchParams({biet: String(known)});
    document.querySelectorAll("[data-phan]").forEach(function (part) { form.append("phan", part.getAttribute("data-phan")); });
    ask(address + "?" + form, {headers: {"X-Luu": "hoi"}}).then(function (response) {
      if (response.status === 401) { signedOut(); return; }
      return response.ok ? response.json().then(heard) : undefined;
    }).catch(function () { return; });
  }
  function tellBeside() {
    var place = document.getElementById("cung-mo"), where = body.getAttribute("data-mo");
    if (!place || !where || isOut || document.hidden) { return; }
    var form = new URLSearchParams({trang: location.pathname, "ho-so": body.getAttribute("data-ho-so")});
    post(where, form, "hoi").then(function (response) {
      return response.ok ? response.json().then(function (answer) {
        var words = answer.beside.join(" ");
        if (place.textContent !== words) { place.textContent = words; }
      }) : undefined;
    }).catch(function () { return; });
  }
  function watchEnd() {
    var left = Math.ceil((ends - Date.now()) / 60000);
    if (left > 5 || isOut) { bar("sap-het"); return; }
    if (document.getElementById("sap-het")) { return; }
    bar("sap-het", "notice", ["Không làm gì thì 5 phút nữa hết phiên. ", button("Tiếp tục", function () {
      post(body.getAttribute("data-phien"), new URLSearchParams()).then(function (response) {
        if (response.status === 401) { signedOut(); return; }
        return response.json().then(function (answer) {
          ends = Date.now() + 1000 * answer.seconds;
          bar("sap-het");
        });
      }).catch(function () { return; });
    })]);
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
  var here = document.querySelector(".steps [aria-current]");
  if (here) { here.parentNode.scrollLeft = here.offsetLeft - 16; }
  offerKept();
  setInterval(send, 5000);
  setInterval(poll, 30000);
  setTimeout(tellBeside, 5000);
  setInterval(tellBeside, 30000);
  setInterval(watchEnd, 15000);
}());
