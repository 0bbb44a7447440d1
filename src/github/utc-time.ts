/** A point in time for a message: `9 May 2026 14:02 UTC`. */
export function utcTime(at: Date): string {
  const day = at.toLocaleDateString("en-GB", {
    timeZone: "UTC",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return `${day} ${at.toISOString().slice(11, 16)} UTC`;
}
