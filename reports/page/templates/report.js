"use strict";
// Filters, copy buttons and keys; the page is complete without any of it.
(() => {
  const form = document.getElementById("filter");
  const count = document.getElementById("count");
  // A finding is an article, or a line of one; a line may stand for several targets.
  const LINES = ":scope > article.finding, .met > li > p, .same > li";
  const groups = [...document.querySelectorAll("details.group")].map((box) => ({
    box,
    outcome: box.dataset.outcome,
    wasOpen: box.open,
    items: [...box.querySelectorAll(LINES)].map((item) => ({
      item,
      ids: [item, ...item.querySelectorAll(":scope > i[id]")].map((one) => one.id),
      weight: item.closest("[data-level]").dataset,
    })),
    rows: [...box.querySelectorAll(".met > li, article.row")],
  }));
  const total = groups.reduce((sum, group) => sum + group.items.reduce((n, one) => n + one.ids.length, 0), 0);
  const texts = new WeakMap();
  const FIELDS = ["outcome", "level", "severity", "area", "target", "text"];
  const FEW = 50;

  function wanted() {
    const chosen = {};
    for (const name of FIELDS) {
      const value = form.elements[name].value.trim();
      if (value) chosen[name] = value;
    }
    return chosen;
  }

  // Of a line: its own words, and what its article says for all of them.
  function textOf({ item, ids }) {
    if (!texts.has(item)) {
      const around = item.closest(".met > li") || item.closest("article.row");
      const shared = around ? [...around.childNodes].filter((one) => !one.id && one.localName !== "ul") : [];
      texts.set(item, [item, ...shared].map((one) => one.textContent).concat(ids).join(" ").toLowerCase());
    }
    return texts.get(item);
  }

  // How many findings of an item fit; an id is `area/slug@target`.
  function matches(one, chosen, words) {
    const fits =
      (!chosen.level || one.weight.level === chosen.level) &&
      (!chosen.severity || one.weight.severity === chosen.severity) &&
      (!chosen.area || one.ids[0].startsWith(`${chosen.area}/`)) &&
      words.every((word) => textOf(one).includes(word));
    if (!fits) return 0;
    if (!chosen.target) return one.ids.length;
    return one.ids.filter((id) => id.slice(id.indexOf("@") + 1) === chosen.target).length;
  }

  function hide(element, hidden) {
    if (element.hidden !== hidden) element.hidden = hidden;
  }

  function apply() {
    const chosen = wanted();
    const active = Object.keys(chosen).length > 0;
    const words = (chosen.text || "").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const group of groups) {
      let here = 0;
      const inGroup = !chosen.outcome || chosen.outcome === group.outcome;
      for (const one of group.items) {
        const fit = inGroup ? matches(one, chosen, words) : 0;
        hide(one.item, fit === 0);
        here += fit;
      }
      for (const row of group.rows) hide(row, !row.querySelector("p[id]:not([hidden]), .same > li:not([hidden])"));
      group.box.hidden = here === 0;
      if (!active) group.box.open = group.wasOpen;
      else if (here && (chosen.outcome || here <= FEW)) group.box.open = true;
      shown += here;
    }
    count.textContent = active
      ? `${shown.toLocaleString("en")} of ${total.toLocaleString("en")} findings shown`
      : `${total.toLocaleString("en")} findings`;
    return chosen;
  }

  function remember(chosen) {
    const query = new URLSearchParams(chosen).toString();
    history.replaceState(null, "", query ? `#?${query}` : location.pathname + location.search);
  }

  // A hash is either a filter, `#?area=jwks`, or the address of something on the page.
  function followHash() {
    if (location.hash.startsWith("#?")) {
      const query = new URLSearchParams(location.hash.slice(2));
      for (const name of FIELDS) form.elements[name].value = query.get(name) || "";
      apply();
      showFound();
    } else if (location.hash.length > 1) {
      reveal(document.getElementById(decode(location.hash.slice(1))));
    }
  }

  // What was asked for, wherever on the page it is; the form if there is nothing.
  function showFound() {
    const found = groups.find((group) => !group.box.hidden);
    (found ? found.box : form).scrollIntoView({ block: "start", behavior: "instant" });
  }

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function reveal(element) {
    if (!element) return;
    if (element.closest("[hidden]")) {
      form.reset();
      apply();
    }
    for (let box = element; box; box = box.parentElement) if (box.localName === "details") box.open = true;
    if (element.matches("article, .met p, .same > li, .same i")) focusOn(element);
    else element.scrollIntoView();
  }

  function focusOn(item) {
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "start", behavior: "instant" });
  }

  function visibleItems() {
    return groups
      .filter((group) => !group.box.hidden && group.box.open)
      .flatMap((group) => [...group.box.querySelectorAll(":scope > article:not([hidden])")]);
  }

  function step(by) {
    const items = visibleItems();
    const current = document.activeElement.closest("article");
    const at = items.indexOf(current);
    const next = at < 0 ? items[0] : items[at + by];
    if (next) focusOn(next);
  }

  function foldEvidence() {
    const item = document.activeElement.closest("article");
    if (!item) return;
    const folds = [...item.querySelectorAll("details.exchange")];
    const open = folds.some((fold) => !fold.open);
    for (const fold of folds) fold.open = open;
  }

  function clear() {
    form.reset();
    remember(apply());
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    e: foldEvidence,
    "/": () => form.elements.text.focus(),
    Escape: clear,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(input|select|textarea)$/.test(event.target.localName);
    if (typing && event.key !== "Escape") return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    if (typing) event.target.blur();
    act();
  });

  document.addEventListener("click", (event) => {
    const chip = event.target.closest("a.chip");
    if (chip) {
      event.preventDefault();
      form.reset();
      for (const name of ["outcome", "area", "target"]) form.elements[name].value = chip.dataset[name];
      remember(apply());
      showFound();
      return;
    }
    const button = event.target.closest("button.copy");
    if (button) copy(button);
  });

  async function copy(button) {
    const code = button.parentElement.querySelector("code");
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = "Selected: press Ctrl+C";
    }
  }

  function addCopyButtons() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    for (const line of document.querySelectorAll(".rerun")) line.append(button.cloneNode(true));
  }

  form.addEventListener("input", () => remember(apply()));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => remember(apply())));
  addEventListener("hashchange", followHash);
  form.hidden = false;
  addCopyButtons();
  apply();
  followHash();
})();
