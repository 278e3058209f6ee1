"use strict";
// Sorts and filters the rows; the page is complete without it.
(() => {
  const table = document.getElementById("fleet");
  const form = document.getElementById("filter");
  const count = document.getElementById("count");
  const body = table.tBodies[0];
  const rows = [...body.rows].filter((row) => row.dataset.verdict);
  const texts = new Map();
  const heads = [...table.tHead.rows[0].cells];
  const at = (name) => heads.findIndex((head) => head.textContent === name);
  const columns = { new: at("New"), fixed: at("Fixed") };

  function textOf(row) {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  }

  function valueOf(row, column) {
    const cell = row.cells[column];
    return cell.dataset.by === undefined ? cell.textContent : Number(cell.dataset.by);
  }

  function matches(row, verdict, since, words) {
    return (
      (!verdict || row.dataset.verdict === verdict) &&
      (!since || valueOf(row, columns[since]) > 0) &&
      words.every((word) => textOf(row).includes(word))
    );
  }

  function apply() {
    const { verdict, since, text } = form.elements;
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const fits = matches(row, verdict.value, since && since.value, words);
      if (row.hidden === fits) row.hidden = !fits;
      shown += fits;
    }
    const all = rows.length.toLocaleString("en");
    count.textContent =
      shown === rows.length ? `${all} targets` : `${shown.toLocaleString("en")} of ${all} targets shown`;
  }

  // Numbers begin with the largest, words with A.
  function sort(column) {
    const numeric = rows.length > 0 && typeof valueOf(rows[0], column) === "number" && column !== 1;
    const was = heads[column].getAttribute("aria-sort");
    const up = was ? was === "descending" : !numeric;
    const sign = up ? 1 : -1;
    const order = new Intl.Collator("en", { numeric: true }).compare;
    const keyed = rows.map((row) => [valueOf(row, column), row]);
    keyed.sort(([a], [b]) => sign * (typeof a === "number" ? a - b : order(a, b)));
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", up ? "ascending" : "descending");
    table.removeChild(body);
    body.append(...keyed.map(([, row]) => row));
    table.append(body);
  }

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(column));
    head.replaceChildren(button);
  });
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  form.hidden = false;
  apply();
})();
