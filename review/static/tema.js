// Sets light or dark before anything is painted; without a choice the system's is taken.
"use strict";
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("tema");
  } catch {
    // A browser that keeps nothing: the system's choice stands.
  }
  if (chosen === "terang" || chosen === "gelap") {
    document.documentElement.dataset.tema = chosen;
  }
})();
