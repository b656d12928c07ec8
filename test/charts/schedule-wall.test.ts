import { describe, expect, it } from 'vitest'
import { scheduleWall } from '../../src/charts/schedule-wall.ts'
import { cosine, schedule, schedules, warmup } from '../../src/index.ts'
import { checkPicture, drawing, refuseWarnings } from './picture.ts'

refuseWarnings()

describe('scheduleWall', () => {
  it('draws the whole catalogue', async () => {
    const wall = scheduleWall(schedules)
    checkPicture(wall)
    for (const name of Object.keys(schedules)) expect(wall.svg).toContain(`>${name}<`)
    expect(wall.title).toBe(`${Object.keys(schedules).length} schedules`)
    await expect(drawing(wall)).toMatchFileSnapshot('pictures/schedule-wall.svg')
  })

  it('draws schedules of one’s own', () => {
    const wall = scheduleWall(
      { cosine, mine: warmup(cosine({ initial: 1, steps: 20 }), { steps: 5 }) },
      { steps: 30, columns: 2 },
    )
    checkPicture(wall)
    expect(wall.svg).toContain('>mine<')
    expect(wall.alternative).toBe('Small curves of cosine, mine.')
  })

  it('says what is wrong', () => {
    const bare = schedule({ name: 'bare', parameters: { a: { symbol: 'a', about: 'It.' } }, equation: 'a * t' })
    expect(() => scheduleWall({ bare })).toThrow('scheduleWall: bare has no example')
    expect(() => scheduleWall({})).toThrow('an object with nothing in it')
    expect(() => scheduleWall({ a: 3 as never })).toThrow('scheduleWall: a is 3')
    expect(() => scheduleWall(schedules, { height: 3 })).toThrow('scheduleWall')
    expect(() => scheduleWall({ steep: bare({ a: Number.MAX_VALUE }) })).toThrow('steep is Infinity at t = 2')
  })
})
