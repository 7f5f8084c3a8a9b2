// Numbers as people read them; the server's class Figures writes the same.
const SPACE = "\u00a0";
const MISSING = "–";
const IDLE_KW = 0.05;

function number(value) {
  const text = value.toFixed(Math.abs(value) < 1000 ? 1 : 0);
  return text === "-0.0" ? "0.0" : text;
}

const missing = (value) => value === null || value === undefined;

export function power(kw) {
  return missing(kw) ? MISSING : number(Math.abs(kw)) + SPACE + "kW";
}

export function energy(kwh) {
  if (missing(kwh)) return MISSING;
  const large = Math.abs(kwh) >= 10000;
  return number(large ? kwh / 1000 : kwh) + SPACE + (large ? "MWh" : "kWh");
}

export function percent(value) {
  return missing(value) ? MISSING : number(value) + SPACE + "%";
}

function word(kw, positive, negative) {
  if (missing(kw)) return "not measured";
  if (Math.abs(kw) < IDLE_KW) return "idle";
  return kw > 0 ? positive : negative;
}

export const batteryWord = (kw) => word(kw, "charging", "discharging");
export const gridWord = (kw) => word(kw, "import", "export");

export function age(thenMillis, nowMillis) {
  if (missing(thenMillis)) return "never";
  const seconds = Math.max(0, Math.floor((nowMillis - thenMillis) / 1000));
  if (seconds < 60) return seconds + SPACE + "s";
  if (seconds < 3600) return Math.floor(seconds / 60) + SPACE + "min";
  if (seconds < 2 * 86400) return Math.floor(seconds / 3600) + SPACE + "h";
  return Math.floor(seconds / 86400) + SPACE + "d";
}

export function chargeBand(percentage) {
  if (missing(percentage)) return "none";
  if (percentage < 10) return "critical";
  return percentage < 20 ? "low" : "normal";
}

export function connectivity(seenMillis, nowMillis) {
  if (missing(seenMillis)) return "unknown";
  const minutes = (nowMillis - seenMillis) / 60000;
  if (minutes <= 10) return "online";
  return minutes <= 30 ? "delayed" : "offline";
}

export const worst = (rank) => ["none", "critical", "error", "warning", "info"][rank ?? 0];
