// The power curves of one site over 24 hours, in the time of the site.
import uPlot from "/assets/uplot/uPlot.esm.js";
import { now } from "./clock.js";

const DAY_MILLIS = 86400000;
const box = document.getElementById("chart");
const note = document.getElementById("chart-note");
let plot = null;
let shown = null;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const kilowatts = (chart, value) => (value === null || value === undefined ? "–" : `${value.toFixed(1)} kW`);

function curve(label, name, extra = {}) {
  return { label, stroke: colour(name), width: 1.8, spanGaps: false, value: kilowatts, ...extra };
}

function axis() {
  return {
    stroke: colour("soft"),
    grid: { stroke: colour("line"), width: 1 },
    ticks: { stroke: colour("line"), width: 1 },
  };
}

function size() {
  const width = Math.max(260, box.clientWidth - 16);
  // The legend needs two lines below the curves, on a phone more.
  return { width, height: width < 560 ? 230 : Math.max(220, box.clientHeight - 80) };
}

function options(series) {
  return {
    ...size(),
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), series.timezone),
    cursor: { points: { size: 7 } },
    scales: { x: { range: () => [now() / 1000 - DAY_MILLIS / 1000, now() / 1000] } },
    axes: [
      { ...axis(), values: [[3600, "{HH}:{mm}", "\n{D} {MMM}", null, "\n{D} {MMM}", null, null, null, 1], [60, "{HH}:{mm}", null, null, null, null, null, null, 1]] },
      { ...axis(), size: 62, values: (chart, ticks) => ticks.map((tick) => `${tick} kW`) },
    ],
    series: [
      { label: "Time", value: (chart, seconds) => moment(seconds, series.timezone) },
      curve("Solar (kW)", "solar", { fill: `color-mix(in srgb, ${colour("solar")} 14%, transparent)` }),
      curve("Grid (kW, + import)", "grid"),
      curve("Load (kW)", "load"),
      curve("Battery (kW, + charging)", "battery"),
    ],
  };
}

function moment(seconds, timeZone) {
  if (seconds === null) return "–";
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(seconds * 1000);
}

function draw(series) {
  plot?.destroy();
  plot = null;
  shown = series;
  const empty = series.time.length === 0;
  note.textContent = empty ? "No readings in the last 24 hours." : "";
  box.hidden = empty;
  if (empty) return;
  const data = [series.time, series.solarPowerKw, series.gridPowerKw, series.loadPowerKw, series.batteryPowerKw];
  plot = new uPlot(options(series), data, box);
}

// Fetches and draws the chosen site's curves.
export async function load() {
  const site = box.dataset.site;
  if (!site) {
    box.hidden = true;
    note.textContent = "No site to draw yet.";
    return;
  }
  const to = new Date(now());
  const from = new Date(to.getTime() - DAY_MILLIS);
  const range = `from=${from.toISOString()}&to=${to.toISOString()}`;
  try {
    const answer = await fetch(`/api/v1/sites/${encodeURIComponent(site)}/series?${range}`);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const series = await answer.json();
    if (box.dataset.site === site) draw(series);
  } catch {
    note.textContent = "The curves could not be fetched; they are tried again in a minute.";
  }
}

export function listen() {
  const choice = document.getElementById("chart-site");
  choice.addEventListener("change", () => {
    box.dataset.site = choice.value;
    history.replaceState(null, "", `/dashboard?site=${encodeURIComponent(choice.value)}`);
    load();
  });
  new ResizeObserver(() => plot?.setSize(size())).observe(box);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => shown && draw(shown));
}
