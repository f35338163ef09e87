// Runs before the first paint, so that a stored theme or language never flashes the other one.
(function () {
  var root = document.documentElement;
  try {
    var theme = localStorage.getItem("heliograph.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    var language = localStorage.getItem("heliograph.language");
    if (language === "ar") {
      root.lang = "ar";
      root.dir = "rtl";
    }
  } catch {
    root.dataset.storage = "refused";
  }
})();
