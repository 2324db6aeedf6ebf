/**
 * Before anything is painted: where scripts run, a narrow page keeps room for the menu's button and not for the
 * whole menu, or everything beneath would jump when the button comes. Should the page's own script never arrive,
 * the menu is back after a while.
 */

const LONGEST_WAIT = 4_000;

const root = document.documentElement;
root.classList.add("menu-folds");
setTimeout(() => root.classList.remove("menu-folds"), LONGEST_WAIT);
