// Single keys for a list: j and k move, Enter opens or decides, / searches, ? explains. Not loaded when switched off.
"use strict";
const rows = [...document.querySelectorAll("[data-keys] tbody tr")];
const control = (row) => row.querySelector("td button") || row.querySelector("a");
const here = () => rows.findIndex((row) => row.contains(document.activeElement));
const typing = (target) => target.matches("input:not([type=checkbox]), textarea, select") || target.isContentEditable;
const memory = "meindo-row";
function go(index) {
  const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
  if (!row) return;
  control(row).focus();
  row.scrollIntoView({ block: "nearest" });
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = {
    j: () => go(here() + 1),
    k: () => go(here() < 0 ? 0 : here() - 1),
    "/": () => document.getElementById("filter-q")?.focus(),
    "?": () => {
      const help = document.getElementById("tasten");
      if (!help) return;
      help.open = !help.open;
      help.querySelector("summary").focus();
    },
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
// After a decision in a row the next one stands in its place: go on there.
document.addEventListener("submit", (event) => {
  const row = rows.findIndex((entry) => entry.contains(event.target));
  if (row >= 0) sessionStorage.setItem(memory, String(row));
});
const last = sessionStorage.getItem(memory);
sessionStorage.removeItem(memory);
if (last !== null && rows.length) go(Number(last));
