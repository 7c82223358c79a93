/* Makes photographs smaller before they are sent, where the browser can; the server does it anyway. */
(function () {
  "use strict";
  var input = document.querySelector("input[data-anh]"), said = document.getElementById("tep-noi");
  var LONGEST = 2000, LARGEST = 20000000;
  if (!input || !window.createImageBitmap || !window.DataTransfer) { return; }

  function smaller(file) {
    if (file.type !== "image/jpeg") { return Promise.resolve(file); }
    return createImageBitmap(file, {imageOrientation: "from-image"}).then(function (picture) {
      var scale = LONGEST / Math.max(picture.width, picture.height), canvas = document.createElement("canvas");
      if (scale >= 1) { return file; }
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      return new Promise(function (give) {
        canvas.toBlob(function (blob) {
          give(blob && blob.size < file.size ? new File([blob], file.name, {type: "image/jpeg"}) : file);
        }, "image/jpeg", 0.8);
      });
    }).catch(function () { return file; });
  }
  input.addEventListener("change", function () {
    var files = Array.prototype.slice.call(input.files), before = 0;
    files.forEach(function (file) { before += file.size; });
    if (!files.length) { return; }
    said.textContent = "Đang chuẩn bị ảnh…";
    Promise.all(files.map(smaller)).then(function (made) {
      var list = new DataTransfer(), after = 0, large = [];
      made.forEach(function (file) {
        after += file.size;
        list.items.add(file);
        if (file.size > LARGEST) { large.push(file.name); }
      });
      input.files = list.files;
      said.textContent = made.length + " tệp, " + Math.ceil(after / 1000) + " kB" +
        (after < before ? " (ảnh đã thu nhỏ từ " + Math.ceil(before / 1000) + " kB)" : "") +
        (large.length ? ". ✘ Quá 20 MB, sẽ không nhận: " + large.join(", ") : "");
    });
  });
}());
