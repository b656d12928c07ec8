import { optimizerColour } from './optimizer-colours.ts'
import { colours, dashes, type Look, look, symbols } from './palette.ts'

/**
 * The looks of the runs or curves of one chart, by their names. An optimizer has its own colour in every chart; of two with one
 * colour the first has it. The others take what is left: in order, or the colours of the less usual optimizers first where optimizers
 * are compared, lest a curve look like one that it is not.
 *
 * @param taken looks that others in the chart have already
 */
export function looks(names: readonly string[], taken: readonly Look[] = []): Look[] {
  const used = [...taken]
  const given = new Array<Look>(names.length)
  const take = (i: number, one: Look): void => {
    given[i] = one
    used.push(one)
  }
  const isFree = (colour: string): boolean => used.every(other => other.colour !== colour)
  names.forEach((name, i) => {
    const own = optimizerColour(name)
    if (own !== undefined && isFree(own)) take(i, withColour(own, used))
  })
  const order = given.filter(one => one !== undefined).length > 1 ? unusual : colours
  for (let i = 0; i < names.length; i++) {
    if (given[i] !== undefined) continue
    const free = order.find(isFree)
    take(i, free === undefined ? unlike(used) : withColour(free, used))
  }
  return given
}

const unusual = [6, 5, 7, 4, 3, 2, 1, 0].map(i => colours[i])

/** A colour with the dash and symbol that usually go with it, or others if a run in the chart has these: runs are told apart without colours. */
function withColour(colour: string, used: readonly Look[]): Look {
  const usual = colours.indexOf(colour as (typeof colours)[number]) % dashes.length
  const numbers = [usual, ...dashes.keys()]
  const at = numbers.find(k => used.every(({ dash }) => dash !== dashes[k])) ?? usual
  return { colour, symbol: symbols[at], dash: dashes[at] }
}

/** The first look that none has; beyond their number, one again. */
function unlike(used: readonly Look[]): Look {
  const all = Array.from({ length: colours.length * dashes.length }, (_, i) => look(i))
  const isTaken = (one: Look) => used.some(({ colour, dash }) => colour === one.colour && dash === one.dash)
  return all.find(one => !isTaken(one)) ?? look(used.length)
}
