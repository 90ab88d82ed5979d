// Runs before the first paint: "auto" follows the machine; light and dark are written by the server.
(function () {
  var root = document.documentElement;
  if (root.getAttribute("data-ps-theme") !== "auto" || !window.matchMedia) return;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function apply() { root.setAttribute("data-bs-theme", dark.matches ? "dark" : "light"); }
  apply();
  if (dark.addEventListener) dark.addEventListener("change", apply);
})();
