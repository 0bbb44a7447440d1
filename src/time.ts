const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** An ISO time as people read it, in UTC: `9 May 2026 09:10 UTC`. What is no time is given back as it is. */
export function formatTime(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const clock = `${twoDigits(time.getUTCHours())}:${twoDigits(time.getUTCMinutes())}`;
  return `${formatDate(iso)} ${clock} UTC`;
}

/** The day of an ISO time in UTC: `9 May 2026`. */
export function formatDate(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return `${time.getUTCDate()} ${months[time.getUTCMonth()] ?? ""} ${time.getUTCFullYear()}`;
}

/** A point in time of the year around now: `10 May 14:02 UTC`. */
export function formatTimeOfYear(iso: string): string {
  return formatTime(iso).replace(/ \d{4} /, " ");
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A configured duration in milliseconds: `30 min`, `24 h`, `90 days`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds % day === 0 && milliseconds > day) return `${milliseconds / day} days`;
  return milliseconds % hour === 0 ? `${milliseconds / hour} h` : `${milliseconds / minute} min`;
}

/** How long something will take, roughly and never too short: `about 25 min`, `about 20 h`, `about 3 days`. */
export function formatAbout(milliseconds: number): string {
  if (milliseconds < 2 * hour) return `about ${5 * Math.ceil(milliseconds / (5 * minute))} min`;
  if (milliseconds < 2 * day) return `about ${Math.ceil(milliseconds / hour)} h`;
  return `about ${Math.ceil(milliseconds / day)} days`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
