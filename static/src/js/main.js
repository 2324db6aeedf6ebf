/** Every public page: navigation, filters, films, copy buttons, hashes of files, and the charts where there are any. */

import { createAll, ErrorSummary, ServiceNavigation, SkipLink } from "govuk-frontend";

import { addChartControls } from "./chart_controls.js";
import { addCopyButtons } from "./copy.js";
import { addExplore } from "./explore.js";
import { addFilters } from "./filters.js";
import { addFileHashes } from "./hash.js";
import { addTries } from "./trying.js";
import { addVideos } from "./video.js";

const chartsAddress = document.currentScript?.dataset.charts;

/** The drawing library is by far the heaviest part, so a page without a chart does not load it. */
function loadCharts() {
  if (!chartsAddress || !document.querySelector("[data-chart]") || document.querySelector("[data-charts-script]")) {
    return;
  }
  const script = document.createElement("script");
  script.src = chartsAddress;
  script.dataset.chartsScript = "";
  document.head.append(script);
}

// govuk-frontend asks for this class before any component starts.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(ServiceNavigation);
document.documentElement.classList.remove("menu-folds");
createAll(SkipLink);
createAll(ErrorSummary);
addCopyButtons();
addFilters();
addChartControls();
addExplore();
addFileHashes();
addTries();
addVideos();
loadCharts();
document.addEventListener("content:replaced", loadCharts);
