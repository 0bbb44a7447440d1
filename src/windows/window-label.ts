/** The label of every window and of the overview. */
export const windowLabel = "compatibility-window";
