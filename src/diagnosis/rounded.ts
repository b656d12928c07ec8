/** A number to type in: two digits, as it is written in code. */
export const rounded = (value: number): string => String(Number(value.toPrecision(2)))
