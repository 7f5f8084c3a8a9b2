// Keeps the table of sites and the totals up to date, in place.
import * as format from "./format.js";
import { now } from "./clock.js";

const sites = new Map();
const body = document.querySelector(".fleet tbody");

function set(row, field, text) {
  const cell = row.querySelector(`[data-field="${field}"]`);
  if (cell && cell.textContent !== text) {
    cell.textContent = text;
    return true;
  }
  return false;
}

function millis(text) {
  return text ? Date.parse(text) : null;
}

// Takes the newest state of a site; answers whether the page has a row for it.
export function update(site) {
  const row = body.querySelector(`tr[data-site="${Number(site.siteId)}"]`);
  if (!row) return false;
  sites.set(site.siteId, site);
  const moved = Number(row.dataset.urgency) !== site.urgency;
  row.dataset.urgency = site.urgency;
  row.dataset.seen = millis(site.lastSeenAt) ?? "";
  row.dataset.measured = millis(site.timestamp) ?? "";
  row.dataset.staleAfter = site.staleAfterSeconds;
  if (fill(row, site)) flash(row);
  tickRow(row, now());
  if (moved) place(row);
  return true;
}

// Exceptions first, as the server orders them; a row that somebody uses stays where it is.
function place(row) {
  if (row.contains(document.activeElement)) return;
  const key = (one) => [Number(one.dataset.urgency), one.querySelector('[data-field="name"]').textContent];
  const [urgency, name] = key(row);
  const next = [...rows()].find((one) => {
    const [otherUrgency, otherName] = key(one);
    return one !== row && (otherUrgency > urgency || (otherUrgency === urgency && otherName > name));
  });
  body.insertBefore(row, next ?? null);
}

function fill(row, site) {
  const at = site.now;
  const texts = {
    name: site.name,
    charge: format.percent(at.chargeLevel),
    battery: format.power(at.batteryPowerKw),
    batteryWord: format.batteryWord(at.batteryPowerKw),
    solar: format.power(at.solarPowerKw),
    grid: format.power(at.gridPowerKw),
    gridWord: format.gridWord(at.gridPowerKw),
    load: format.power(at.loadPowerKw),
    todaySolar: format.energy(site.today.solarKwh),
    todayImport: format.energy(site.today.importKwh),
    todayExport: format.energy(site.today.exportKwh),
    alerts: String(site.openAlerts),
  };
  let changed = false;
  for (const [field, text] of Object.entries(texts)) changed = set(row, field, text) || changed;
  const bar = row.querySelector('[data-field="chargeBar"]');
  bar.setAttribute("class", `bar ${format.chargeBand(at.chargeLevel)}`);
  bar.querySelector(".level").setAttribute("width", at.chargeLevel ?? 0);
  row.querySelector('[data-field="alerts"]').className = `alert-count ${format.worst(site.worstRank)}`;
  return changed;
}

function flash(row) {
  row.classList.remove("changed");
  requestAnimationFrame(() => row.classList.add("changed"));
}

function tickRow(row, at) {
  const measured = row.dataset.measured ? Number(row.dataset.measured) : null;
  const seen = row.dataset.seen ? Number(row.dataset.seen) : null;
  const stale = measured === null || at - measured > Number(row.dataset.staleAfter) * 1000;
  row.classList.toggle("stale", stale);
  row.classList.toggle("fresh", !stale);
  set(row, "age", format.age(measured, at));
  const link = format.connectivity(seen, at);
  const badge = row.querySelector('[data-field="connectivity"]');
  if (!badge.classList.contains(link)) {
    badge.className = `badge ${link}`;
    badge.querySelector(".word").textContent = link;
  }
}

function rows() {
  return body.querySelectorAll("tr[data-site]");
}

// Ages grow, old values turn grey, silent sites change their badge.
export function tick() {
  const at = now();
  rows().forEach((row) => tickRow(row, at));
  if (sites.size > 0) totals(at);
}

function totals(at) {
  const fresh = [...sites.values()].filter(
    (site) => site.timestamp && at - Date.parse(site.timestamp) <= site.staleAfterSeconds * 1000,
  );
  const sum = (field) => {
    const values = fresh.map((site) => site.now[field]).filter((value) => value !== null);
    return values.length ? values.reduce((a, b) => a + b, 0) : null;
  };
  const grid = sum("gridPowerKw");
  const battery = sum("batteryPowerKw");
  total("solar", format.power(sum("solarPowerKw")));
  total("load", format.power(sum("loadPowerKw")));
  total("grid", format.power(grid));
  total("gridWord", grid === null ? "no fresh data" : format.gridWord(grid));
  total("battery", format.power(battery));
  total("batteryWord", battery === null ? "no fresh data" : format.batteryWord(battery));
  total("online", String(body.querySelectorAll(".badge.online").length));
  total("exceptional", String([...rows()].filter((row) => Number(row.dataset.urgency) < 6).length));
}

export function total(name, text) {
  const element = document.querySelector(`[data-total="${name}"]`);
  if (element.textContent !== text) element.textContent = text;
}

// The two filters over the table.
export function filters() {
  const only = document.getElementById("only-exceptions");
  const find = document.getElementById("find-site");
  const apply = () => {
    const wanted = find.value.trim().toLowerCase();
    let shown = 0;
    rows().forEach((row) => {
      const name = row.querySelector('[data-field="name"]').textContent.toLowerCase();
      row.hidden = (only.checked && Number(row.dataset.urgency) >= 6) || !name.includes(wanted);
      if (!row.hidden) shown += 1;
    });
    document.getElementById("fleet-note").hidden = shown > 0 || rows().length === 0;
  };
  only.addEventListener("change", apply);
  find.addEventListener("input", apply);
  apply();
}
