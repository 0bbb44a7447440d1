/**
 * What the gate asks before a change may pass: nothing, a deployed expand pull request (`expand`), or another way
 * altogether, because in one step it is never safe (`split`).
 */
export type Requirement = "none" | "expand" | "split";
