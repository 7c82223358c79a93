/* Sorts and filters the ranking table of a page. Every row is in the HTML; without this script
   nothing is lost. Sorting is by the whole numbers of data-s, made where Vietnamese order and
   exact totals are known; a row without a number stays last. What is filtered stands in the
   address, so that it can be sent to somebody. No network, no storage. */
(function () {
  "use strict";

  /* Letters without marks, so that "ben" finds "Bến". */
  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  }

  function slug(text) {
    return plain(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
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
    var asked = new URLSearchParams(window.location.search);
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      var link = row.cells[named].querySelector("a");
      var code = /([0-9]+)\.html$/.exec(link.getAttribute("href"));
      return {
        row: row,
        place: place,
        keys: row.dataset.s.split(",").map(function (key) { return key === "" ? null : +key; }),
        name: plain(link.textContent) + " " + (code ? code[1] : "")
      };
    });
    var tools = element("div", { "class": "tools", role: "search" });
    var told = element("p", { "class": "told", role: "status" });
    var filters = [];

    function show() {
      var shown = 0;
      rows.forEach(function (one) {
        one.row.hidden = !filters.every(function (filter) { return filter.passes(one); });
        shown += one.row.hidden ? 0 : 1;
      });
      var more = "";
      if (!shown) {
        more = " Thử gõ ít chữ hơn (tên không cần dấu, hoặc mã 5 chữ số) hay bấm «Bỏ lọc».";
        if (table.dataset.pages) {
          more += " Bảng có " + table.dataset.pages + " trang, mỗi trang lọc riêng; tìm trong Mục lục ở cuối trang.";
        }
      }
      told.textContent = (shown ? "Đang hiện " + number(shown) + " trên " + number(rows.length) +
        " đơn vị." : "Không đơn vị nào khớp.") + more;
      remember();
    }

    /* The address says what is shown. A browser that forbids it for a file shows it all the same. */
    function remember() {
      var said = new URLSearchParams();
      filters.forEach(function (filter) {
        if (filter.value()) { said.set(filter.key, filter.value()); }
      });
      var query = said.toString();
      try {
        window.history.replaceState(null, "", window.location.pathname + (query ? "?" + query : "") + window.location.hash);
      } catch (error) { return; }
    }

    function field(id, words, control) {
      var box = element("div", { "class": "field" });
      control.id = id;
      box.appendChild(element("label", { "for": id }, words));
      box.appendChild(control);
      tools.appendChild(box);
    }

    var search = element("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    search.value = asked.get("tim") || "";
    field("tim-ten", "Tìm theo tên hoặc mã", search);
    filters.push({
      key: "tim",
      value: function () { return search.value.trim(); },
      passes: function (one) {
        return plain(search.value).split(/\s+/).every(function (word) {
          return one.name.indexOf(word) >= 0;
        });
      }
    });
    search.addEventListener("input", show);

    heads.forEach(function (head, at) {
      var key = head.dataset.choice;
      if (key === undefined) { return; }
      var values = {};
      rows.forEach(function (one) {
        if (one.keys[at] !== null) { values[one.keys[at]] = one.row.cells[at].textContent; }
      });
      var listed = Object.keys(values).sort(function (a, b) { return a - b; });
      if (listed.length < 2) { return; }
      var choice = element("select", {});
      choice.appendChild(element("option", { value: "" }, "Tất cả"));
      listed.forEach(function (one) {
        choice.appendChild(element("option", { value: slug(values[one]), "data-key": one }, values[one]));
      });
      choice.value = asked.get(key) || "";
      if (choice.selectedIndex < 0) { choice.value = ""; }
      field("loc-" + key, head.textContent, choice);
      filters.push({
        key: key,
        value: function () { return choice.value; },
        passes: function (one) {
          return choice.value === "" || String(one.keys[at]) === choice.selectedOptions[0].dataset.key;
        }
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
