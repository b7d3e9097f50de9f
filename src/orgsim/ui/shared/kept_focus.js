// The keyboard stays where one is. Where the part that has it goes, as what is removed, closed or drawn
// anew, the same part of the next one in a list has it, of the one before, what was used before, or what
// stands first around it.
(() => {
  const PARTS = "button, a[href], input, select, textarea, [tabindex='0']";
  const PATIENCE = 500;  // milliseconds within which what is drawn anew is there
  const MOST = 20;  // parts that are remembered
  const usable = (part) => part.isConnected && !part.disabled && part.getClientRects().length > 0;
  const parts = (place) => [place, ...place.querySelectorAll(PARTS)].filter((each) => each.matches(PARTS));
  const verb = (part) =>
    (part.getAttribute("aria-label") || part.textContent || "").trim().split(/\s/)[0];
  let used = [];  // parts that had the keyboard, the last one first
  let way = [];  // from the last one up: a part, what is around it, and which of its children it is
  let here = "";

  const remember = ({ target: part }) => {
    used = [part, ...used.filter((each) => each !== part)].slice(0, MOST);
    here = location.pathname;
    way = [];
    for (let one = part; one.parentElement; one = one.parentElement)
      way.push([one, one.parentElement, [...one.parentElement.children].indexOf(one)]);
  };
  const alike = (one, other) =>
    other && other !== one && other.tagName === one.tagName && other.className === one.className;
  const beside = ([gone, around, number]) => {
    const near = [around.children[number], around.children[number - 1]];
    const next = near.find((one) => alike(gone, one));
    const there = next ? parts(next).filter(usable) : [];
    // a field that a button opened, as that for a new name, gives it back to that button
    for (const name of used.slice(0, 2).map(verb).filter(Boolean)) {
      const same = there.find((one) => verb(one) === name);
      if (same) return same;
    }
    return there[Math.min(parts(gone).indexOf(used[0]), there.length - 1)];
  };
  const around = (place) => {
    const there = parts(place).find(usable);
    return there || place === document.body ? there : around(place.parentElement);
  };
  const lost = () =>
    used.length && !used[0].isConnected && document.activeElement === document.body
    && here === location.pathname;
  const reach = (last) => {
    if (!lost()) return;
    const torn = way.find(([, place]) => place.isConnected);
    const next = torn && (beside(torn) || (last && (used.find(usable) || around(torn[1]))));
    if (next) next.focus({ preventScroll: true });
  };
  let waiting = 0;
  const soon = () => {
    if (waiting || !lost()) return;
    waiting = setTimeout(() => { waiting = 0; reach(true); }, PATIENCE);
    reach(false);
  };
  document.addEventListener("focusin", remember);
  document.addEventListener("DOMContentLoaded", () =>
    new MutationObserver(() => { if (waiting) reach(false); else soon(); })
      .observe(document.body, { childList: true, subtree: true }));
})();
