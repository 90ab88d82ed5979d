// Ctrl+K leads to the search field; Esc closes an open menu and gives the focus back.
let bound = false;

export function initSearch() {
  if (bound) return;
  bound = true;
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      const field = document.querySelector("[data-ps-search]");
      if (!field) return;
      event.preventDefault();
      const menu = field.closest(".collapse:not(.show)");
      if (menu && getComputedStyle(menu).display === "none") menu.classList.add("show");
      field.focus();
      field.select();
    }
    if (event.key === "Escape") {
      const open = document.activeElement?.closest("details:is(.ps-user, .ps-menu)[open]");
      if (!open) return;
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
}

// A filter that acts at once does not need its button; without scripts the button stays.
export function initFilters(root) {
  for (const button of root.querySelectorAll("[data-ps-without-script]")) {
    button.hidden = true;
  }
}
