/** Applies the remembered theme before the first paint; without one the system's preference rules. */
(() => {
  try {
    const theme = localStorage.getItem("ixlab.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is closed to us: the system's preference it is.
  }
})();
