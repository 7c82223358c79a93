/* Sorts and filters the ranking table of a page. Every row is in the HTML; without this script
   nothing is lost. Sorting is by the whole numbers of data-s, made where Vietnamese order and
   exact totals are known; a row without a number stays last. No network, no storage. */
(function () {
  "use strict";

  /* Letters without marks, so that "ben" finds "Bến". */
  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  }

  function element(name, attributes, text) {
    var made = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text) { made.textContent = text; }
    return made;
  }

  function number(text) {
    return String(text).replace(/\B(?=(\d{3})+$)/g, ".");
  }

  function start(table) {
    var body = table.tBodies[0];
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var named = heads.findIndex(function (head) { return head.classList.contains("name"); });
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      return {
        row: row,
        place: place,
        keys: row.dataset.s.split(",").map(function (key) { return key === "" ? null : +key; }),
        name: plain(row.cells[named].textContent)
      };
    });
    var tools = element("div", { "class": "tools", role: "search" });
    var told = element("p", { "class": "told", role: "status" });
    var filters = [];

    function show() {
      var shown = 0;
      rows.forEach(function (one) {
        one.row.hidden = !filters.every(function (passes) { return passes(one); });
        shown += one.row.hidden ? 0 : 1;
      });
      told.textContent = "Đang hiện " + number(shown) + " trên " + number(rows.length) + " đơn vị.";
    }

    function field(id, words, control) {
      var box = element("div", { "class": "field" });
      control.id = id;
      box.appendChild(element("label", { "for": id }, words));
      box.appendChild(control);
      tools.appendChild(box);
    }

    var search = element("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    field("tim-ten", "Tìm theo tên", search);
    filters.push(function (one) {
      return plain(search.value).split(/\s+/).every(function (word) {
        return one.name.indexOf(word) >= 0;
      });
    });
    search.addEventListener("input", show);

    heads.forEach(function (head, at) {
      if (head.dataset.choice === undefined) { return; }
      var values = {};
      rows.forEach(function (one) { values[one.keys[at]] = one.row.cells[at].textContent; });
      var listed = Object.keys(values).sort(function (a, b) { return a - b; });
      if (listed.length < 2) { return; }
      var choice = element("select", {});
      choice.appendChild(element("option", { value: "" }, "Tất cả"));
      listed.forEach(function (key) {
        choice.appendChild(element("option", { value: key }, values[key]));
      });
      field("loc-" + at, head.textContent, choice);
      filters.push(function (one) {
        return choice.value === "" || String(one.keys[at]) === choice.value;
      });
      choice.addEventListener("change", show);
    });

    var clear = element("button", { type: "button", "class": "clear" }, "Bỏ lọc");
    clear.addEventListener("click", function () {
      search.value = "";
      tools.querySelectorAll("select").forEach(function (choice) { choice.value = ""; });
      show();
      search.focus();
    });
    tools.appendChild(clear);
    tools.appendChild(told);

    function sort(at, down) {
      rows.sort(function (a, b) {
        var left = a.keys[at], right = b.keys[at];
        if (left === right) { return a.place - b.place; }
        if (left === null) { return 1; }
        if (right === null) { return -1; }
        return down ? right - left : left - right;
      });
      var all = document.createDocumentFragment();
      rows.forEach(function (one) { all.appendChild(one.row); });
      body.appendChild(all);
    }

    heads.forEach(function (head, at) {
      var button = element("button", { type: "button" });
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      head.setAttribute("aria-sort", at === 0 ? "ascending" : "none");
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.setAttribute("aria-sort", "none"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(at, down);
      });
    });

    var region = table.parentNode;
    region.parentNode.insertBefore(tools, region);
    show();
  }

  document.querySelectorAll("table[data-sorts]").forEach(start);
}());
