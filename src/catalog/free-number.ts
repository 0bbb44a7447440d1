/** Numbers up to which every one is tried; beyond, those in use are taken to be without gaps. */
const triedOneByOne = 16;

/** The first number from `first` on that is not taken, in logarithmic time where very many are. */
export function firstFreeNumber(first: number, isTaken: (number: number) => boolean): number {
  for (let number = first; number < first + triedOneByOne; number += 1)
    if (!isTaken(number)) return number;
  let taken = first + triedOneByOne - 1;
  let free = taken * 2;
  while (isTaken(free)) {
    taken = free;
    free *= 2;
  }
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2);
    if (isTaken(middle)) taken = middle;
    else free = middle;
  }
  return free;
}
