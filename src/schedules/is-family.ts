/** Whether it is a family of schedules, not yet called: a function too, but none of t, and it tells what it is for. */
export const isFamily = (value: unknown): boolean => typeof value === 'function' && 'purpose' in value
