// Light or dark: as it was chosen on this browser, else as the system has it, and light on paper.
// It runs before anything is drawn. What was chosen is kept where Solara, which colours the parts of
// Vuetify at the start, looks for it.
(() => {
  const KEPT = ":solara:theme.variant";
  const CHANGED = "orgsim-colours";
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const paper = window.matchMedia("print");
  const chosen = () => {
    try { return JSON.parse(localStorage.getItem(KEPT)) || "auto"; } catch { return "auto"; }
  };
  const dark = () => !paper.matches && (chosen() === "dark" || (chosen() === "auto" && system.matches));
  const show = () => {
    document.documentElement.dataset.colours = dark() ? "dark" : "light";
    if (window.app && window.app.$vuetify) window.app.$vuetify.theme.dark = dark();
    window.dispatchEvent(new Event(CHANGED));
  };
  const choose = (name) => {
    localStorage.setItem(KEPT, JSON.stringify(name));
    show();
  };
  // var(--name), anywhere in a value, as the colour that it is now
  const known = (value) => {
    const style = getComputedStyle(document.documentElement);
    const put = (part) => {
      if (typeof part === "string" && part.startsWith("var(--"))
        return style.getPropertyValue(part.slice(4, -1)).trim();
      if (Array.isArray(part)) return part.map(put);
      if (part && typeof part === "object")
        return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, put(one)]));
      return part;
    };
    return put(value);
  };
  window.orgsimColours = { CHANGED, chosen, choose, known };
  if (!localStorage.getItem(KEPT)) localStorage.setItem(KEPT, JSON.stringify("auto"));
  show();
  for (const query of [system, paper]) query.addEventListener("change", show);
  window.addEventListener("storage", show);  // it was chosen in another tab
})();
