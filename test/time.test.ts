import { expect, test } from "vitest";
import { formatAbout, formatDuration, formatTimeOfYear } from "../src/time.ts";

const minute = 60_000;
const hour = 60 * minute;

test.each([
  [30 * minute, "30 min"],
  [24 * hour, "24 h"],
  [48 * hour, "2 days"],
  [90 * 24 * hour, "90 days"],
  [90 * minute, "90 min"],
])("%d ms are %s", (milliseconds, words) => {
  expect(formatDuration(milliseconds)).toBe(words);
});

test.each([
  [1, "about 5 min"],
  [20 * minute + 1, "about 25 min"],
  [119 * minute, "about 120 min"],
  [19 * hour + 1, "about 20 h"],
  [47 * hour, "about 47 h"],
  [88.5 * 24 * hour, "about 89 days"],
])("%d ms are %s, never too short", (milliseconds, words) => {
  expect(formatAbout(milliseconds)).toBe(words);
});

test("a time of the year has no year", () => {
  expect(formatTimeOfYear("2026-05-10T14:02:00Z")).toBe("10 May 14:02 UTC");
});
