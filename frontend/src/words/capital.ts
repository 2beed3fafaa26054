/** A word as a heading begins: rungs stand within sentences elsewhere. */
export const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
