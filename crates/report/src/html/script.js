"use strict";
// Everything works without this script; with it, some things are nearer at hand.

// On paper nothing can be opened, so what matters is opened before.
const opened = new Set();
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details[data-print]:not([open])")) {
    part.open = true;
    opened.add(part);
  }
});
addEventListener("afterprint", () => {
  for (const part of opened) part.open = false;
  opened.clear();
});

// Whoever follows a link to something that is folded away wants to see it.
const unfold = () => {
  const target = document.getElementById(location.hash.slice(1));
  for (let part = target; part; part = part.parentElement) {
    if (part.tagName === "DETAILS") part.open = true;
  }
};
addEventListener("hashchange", unfold);
unfold();

// What a part of a chart says, beside the pointer: sooner than browsers show it, and under a finger.
const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
tip.setAttribute("aria-hidden", "true");
document.body.append(tip);
for (const title of document.querySelectorAll("figure svg * > title")) {
  title.parentElement.dataset.tip = title.textContent;
  title.remove();
}
const point = (event) => {
  const part = event.target instanceof Element && event.target.closest("[data-tip]");
  tip.hidden = !part;
  if (!part) return;
  tip.textContent = part.dataset.tip;
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.max(8, Math.min(event.clientX + 12, innerWidth - width - 8));
  const top = event.clientY - height - 12;
  tip.style.transform = `translate(${left}px, ${top < 8 ? event.clientY + 20 : top}px)`;
};
addEventListener("pointermove", point);
addEventListener("pointerdown", point);
addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });
