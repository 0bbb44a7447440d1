/** The first line of the sticky comment, by which it is found again. */
export const commentMarker = "<!-- expand-contract -->";

/** How every inline comment begins; behind it stands its key. */
export const reviewMarker = "<!-- expand-contract:review ";
