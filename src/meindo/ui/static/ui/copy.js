// Adds a button beside every number that can be copied; without this file the field still selects as a whole.
"use strict";
for (const field of document.querySelectorAll("input[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kern-btn kern-btn--tertiary";
  const label = document.createElement("span");
  label.className = "kern-label";
  label.setAttribute("aria-live", "polite");
  label.textContent = field.dataset.copy;
  button.append(label);
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    label.textContent = field.dataset.copied;
  });
  field.addEventListener("focus", () => field.select());
  if (navigator.clipboard) field.after(button);
}
