/* What a page says of its fields, of its session, and of who else has it open. Saves nothing: luu.js does. */
(function () {
  "use strict";
  var body = document.body, isOut = false, back = null, ends;
  if (!body.getAttribute("data-luu") || !window.fetch) { return; }

  function named(id) { return document.querySelector('[data-o][name="' + CSS.escape(id) + '"]'); }
  function seenOf(id) { return document.querySelector('input[name="' + CSS.escape("ban." + id) + '"]'); }
  function tokens() { return document.querySelectorAll("input[name=csrfmiddlewaretoken]"); }
  function say(id, words) {
    var place = document.querySelector('[data-trang-thai="' + CSS.escape(id) + '"]');
    if (place && place.textContent !== words) { place.textContent = words; }
  }
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

  function tellFaults(id, one) {
    var field = named(id), told = field && document.getElementById(field.id + "-loi");
    if (!told || !one || !(told.firstElementChild || one.faults.length || one.doubts.length)) { return; }
    told.textContent = "";
    one.faults.forEach(function (words) {
      told.append(line("✘ " + words + (one.isUnfit ? "." : ". Số này chưa được tính."), "fault"));
    });
    one.doubts.forEach(function (words) { told.append(line("! " + words + ".", "doubt")); });
    field.setAttribute("aria-invalid", one.faults.length ? "true" : "false");
  }
  function tellClash(one, keepMine, takeTheirs) {
    var field = named(one.field), told = field && document.getElementById(field.id + "-loi"), box;
    if (!told) { return; }
    box = document.createElement("div");
    box.className = "conflict";
    box.setAttribute("role", "alert");
    function chosen(act) {
      return function () { box.remove(); act(field); field.focus(); };
    }
    box.append(line("✘ Chưa lưu ô này: " + one.account + " vừa ghi «" + (one.theirs || "trống") + "» lúc " +
      one.at + "; số đang gõ ở đây là «" + (field.value || "trống") + "»."),
      button("Giữ của tôi", chosen(keepMine)), button("Lấy số kia", chosen(takeTheirs)));
    told.textContent = "";
    told.append(box);
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
  function lasts(seconds) { ends = Date.now() + 1000 * seconds; }
  function signedOut(goOn) {
    var link = document.createElement("a");
    back = goOn || back;
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
        lasts(answer.seconds);
        if (back) { back(); }
      });
    }).catch(function () { setTimeout(askAgain, 3000); });
  }
  function watchEnd() {
    var left = Math.ceil((ends - Date.now()) / 60000);
    if (left > 5 || isOut) { bar("sap-het"); return; }
    if (document.getElementById("sap-het")) { return; }
    bar("sap-het", "notice", ["Không làm gì thì 5 phút nữa hết phiên. ", button("Tiếp tục", function () {
      post(body.getAttribute("data-phien"), new URLSearchParams()).then(function (response) {
        if (response.status === 401) { signedOut(); return; }
        return response.json().then(function (answer) {
          lasts(answer.seconds);
          bar("sap-het");
        });
      }).catch(function () { return; });
    })]);
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

  var here = document.querySelector(".steps [aria-current]");
  if (here) { here.parentNode.scrollLeft = here.offsetLeft - 16; }
  lasts(Number(body.getAttribute("data-con")));
  setTimeout(tellBeside, 5000);
  setInterval(tellBeside, 30000);
  setInterval(watchEnd, 15000);
  window.phuhopTrang = {
    named: named, seenOf: seenOf, say: say, button: button, bar: bar, tellFaults: tellFaults, tellClash: tellClash,
    ask: ask, post: post, lasts: lasts, signedOut: signedOut, isOut: function () { return isOut; }
  };
}());
