// Parts of Vuetify 2 as the rules of ARIA want them, which it cannot be told to follow: a choice is
// one thing to reach and not a field inside of a button, both ends of a range have a name and one
// number each, what shows progress has a name, and a field for a file is one stop of the keyboard.
(() => {
  const set = (part, name, value) => {
    if (part.getAttribute(name) !== value) part.setAttribute(name, value);
  };
  const labelOf = (part) => {
    const around = part.closest(".v-input");
    const label = around && around.querySelector("label");
    const group = part.closest("[role=group][aria-label]");
    return (label && label.textContent.trim()) || (group ? group.getAttribute("aria-label") : "");
  };
  const choice = (slot) => {
    const field = slot.querySelector("input:not([type=hidden])");
    if (!field) return;
    set(field, "role", "combobox");
    set(field, "aria-haspopup", "listbox");
    const moved = [["aria-expanded", "aria-expanded"], ["aria-owns", "aria-controls"]];
    for (const [from, to] of moved) {
      const value = slot.getAttribute(from);
      if (value === null) continue;
      if (from !== "aria-owns" || document.getElementById(value)) set(field, to, value);
      slot.removeAttribute(from);
    }
    for (const name of ["role", "aria-haspopup"]) slot.removeAttribute(name);
    if (!field.hasAttribute("aria-expanded")) set(field, "aria-expanded", "false");
  };
  const end = (thumb) => {
    const now = (thumb.getAttribute("aria-valuenow") || "").split(",");
    const ends = [...thumb.parentElement.querySelectorAll("[role=slider]")];
    const at = ends.indexOf(thumb);
    if (now.length === 2) set(thumb, "aria-valuenow", now[at]);
    const name = labelOf(thumb) || "Value";
    const given = thumb.getAttribute("aria-label");
    if (given && given !== thumb.dataset.called) return;  // the page itself says it
    thumb.dataset.called = ends.length === 2 ? `${name}: ${at ? "to" : "from"}` : name;
    set(thumb, "aria-label", thumb.dataset.called);
  };
  const named = (part, name) => {
    if (!part.getAttribute("aria-label")) set(part, "aria-label", name);
  };
  const repair = () => {
    document.querySelectorAll(".v-select .v-input__slot").forEach(choice);
    document.querySelectorAll(".v-slider__thumb-container[role=slider]").forEach(end);
    document.querySelectorAll("[role=progressbar]").forEach((part) => named(part, "Progress"));
    // that of the whole page comes and goes with every message, and each part says how far it is
    document.querySelectorAll(".v-application--wrap > .v-progress-linear").forEach((part) =>
      set(part, "aria-hidden", "true"));
    // what a picture shows is said by what stands around it
    document.querySelectorAll("[role=img] img").forEach((part) => set(part, "alt", ""));
    // a second stop beside the field of a file, which opens the same
    document.querySelectorAll(".v-file-input .v-input__prepend-outer button").forEach((part) => {
      set(part, "tabindex", "-1");
      set(part, "aria-hidden", "true");
    });
    for (const part of document.querySelectorAll("[role=group][aria-label] input[type=file]"))
      named(part, part.closest("[role=group]").getAttribute("aria-label"));
  };
  let asked = false;
  const soon = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; repair(); });
  };
  document.addEventListener("DOMContentLoaded", () => {
    const watched = ["role", "aria-expanded", "aria-owns", "aria-valuenow", "aria-label"];
    const all = { childList: true, subtree: true, attributes: true, attributeFilter: watched };
    new MutationObserver(soon).observe(document.body, all);
    soon();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.matches(".os-skip")) return;
    event.preventDefault();  // the address says what is shown, and nothing of where one reads
    document.getElementById("content").focus();
  });
})();
