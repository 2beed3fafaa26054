/** How many of each kind the list of today's tasks holds. */
export const MOST_TASKS = 50;
