// Puts prepared words into a text field in place; without this file the button does the same by loading the page anew.
"use strict";
for (const group of document.querySelectorAll("[data-text-blocks]")) {
  const choice = group.querySelector("select");
  const field = document.getElementById(group.dataset.textBlocks);
  group.querySelector("button").addEventListener("click", (event) => {
    event.preventDefault();
    const text = choice.selectedOptions[0].dataset.text;
    if (!text) return;
    field.value = [field.value.trim(), text].filter(Boolean).join("\n");
    field.focus();
  });
}
