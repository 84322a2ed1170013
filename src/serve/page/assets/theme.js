// The colour theme: the system's, or what the person chose. Runs before the first paint, and so is no module.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("attrflow-theme");
  } catch {
    // Storage may be forbidden; then the system decides.
  }
  if (chosen === "light" || chosen === "dark") {
    document.documentElement.dataset.theme = chosen;
  }
})();
