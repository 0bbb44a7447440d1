/** The fake's own time. It moves only by `advance` and by one second with each thing that happens. */
export interface Clock {
  readonly now: () => Date;
  /** Moves the clock by one second and tells the time as GitHub writes it (whole seconds, UTC). */
  readonly tick: () => string;
  readonly advance: (by: {
    readonly days?: number;
    readonly hours?: number;
    readonly minutes?: number;
    readonly seconds?: number;
  }) => void;
}

export function createClock(start: string): Clock {
  let milliseconds = Date.parse(start);
  if (Number.isNaN(milliseconds))
    throw new Error(`The clock cannot start at ${start}: not a date.`);
  return {
    now: () => new Date(milliseconds),
    tick: () => {
      milliseconds += 1000;
      return isoSeconds(new Date(milliseconds));
    },
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      milliseconds += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    },
  };
}

export function isoSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}
