// Starts what the dashboard does by itself.
import * as alerts from "./alerts.js";
import * as chart from "./chart.js";
import * as fleet from "./fleet.js";
import * as presence from "./presence.js";
import { now } from "./clock.js";
import { follow } from "./live.js";

const TICK_MILLIS = 1000;
const CHART_MILLIS = 60000;
const time = document.getElementById("clock");

function tick() {
  fleet.tick();
  alerts.tick();
  time.textContent = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" }).format(now());
}

alerts.listen();
chart.listen();
fleet.filters();
presence.listen();
chart.load();
tick();
setInterval(tick, TICK_MILLIS);
setInterval(chart.load, CHART_MILLIS);

let reloading = false;
follow({
  latest: (site) => {
    // A site that the page does not know is new: the server draws the page again.
    if (!fleet.update(site) && !reloading) {
      reloading = true;
      location.reload();
    }
  },
  alerts: () => alerts.refresh().catch(() => {}),
});
