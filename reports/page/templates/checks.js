"use strict";
// What an address names is unfolded; the page is complete without it.
(() => {
  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function reveal() {
    const wanted = document.getElementById(decode(location.hash.slice(1)));
    if (!wanted) return;
    for (let box = wanted; box; box = box.parentElement) if (box.localName === "details") box.open = true;
    wanted.scrollIntoView();
  }

  addEventListener("hashchange", reveal);
  reveal();
})();
