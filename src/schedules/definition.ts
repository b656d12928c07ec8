/** What is known of a schedule's parameter; without a default it must be given. */
export interface ScheduleParameter {
  /** As it is written in the equation. A list's numbers are written with their place behind it: m_1, m_2. */
  readonly symbol: string
  /** What it does, in one sentence, with its unit. */
  readonly about: string
  readonly default?: number
  /** Least value that is allowed. */
  readonly min?: number
  /** Greatest value that is allowed. */
  readonly max?: number
  /** What every value must be less than. */
  readonly below?: number
  /** A whole number. */
  readonly whole?: true
  /** Not one number but an array of them, each in the range. */
  readonly list?: true
}

/** A schedule's parameters, by argument name. */
export type ScheduleParameters = Readonly<Record<string, ScheduleParameter>>

/** A choice between forms of a schedule that differ in their equations. */
export interface ScheduleOption {
  /** What it decides, in one sentence. */
  readonly about: string
  readonly choices: readonly (string | number)[]
  readonly default: string | number
}

/** A schedule's options, by argument name. */
export type ScheduleOptions = Readonly<Record<string, ScheduleOption>>

/** What a parameter is set to. */
type NumberOf<P extends ScheduleParameter> = P extends { readonly list: true } ? readonly number[] : number

/** The numbers of a schedule's parameters, all of them. */
export type Numbers<P extends ScheduleParameters> = { readonly [K in keyof P]: NumberOf<P[K]> }

type Optional<P> = { [K in keyof P]: P[K] extends { readonly default: number } ? K : never }[keyof P]

/** The arguments of a schedule with these parameters and options. */
export type ScheduleArguments<P extends ScheduleParameters, O extends ScheduleOptions = Record<never, never>> = {
  readonly [K in Exclude<keyof P, Optional<P>>]: NumberOf<P[K]>
} & {
  readonly [K in Optional<P>]?: NumberOf<P[K]>
} & {
  readonly [K in keyof O]?: O[K]['choices'][number]
}

/** What a schedule's equation may depend on: of a list its length, of an option its choice. */
export type ScheduleForm = Readonly<Record<string, string | number>>

/** What a family of schedules is defined by. */
export interface ScheduleDefinition<P extends ScheduleParameters, O extends ScheduleOptions = Record<never, never>> {
  readonly name: string
  readonly parameters: P
  readonly options?: O
  /**
   * The value after t updates. It may use t and the parameters' symbols; and names of its own, each defined on a line below,
   * as in 'eta_0 * (1 - p)' and then 'p = min(t, T) / T'. A function where it depends on a list's length or on an option.
   */
  readonly equation: string | ((form: ScheduleForm) => string)
  /** How many numbers each list has where the family shows its equation: two unless told otherwise. */
  readonly shown?: Readonly<Record<string, number>>
  /** What is scheduled, as it is typeset: 'eta' unless told otherwise. */
  readonly symbol?: string
  /** What is wrong with these numbers together, in words; undefined if nothing is. */
  readonly check?: (numbers: Numbers<P>, form: ScheduleForm) => string | undefined
  /** Number of updates after which it stays at its last value: the parameter 'steps' unless told otherwise, else none. */
  readonly end?: (numbers: Numbers<P>) => number
  /** The least and the greatest value that it can have; undefined where there is no end to them. */
  readonly bounds?: (numbers: Numbers<P>) => readonly [number, number] | undefined
  /** Whether it is continuous as a function of a real t. */
  readonly continuous?: boolean | ((numbers: Numbers<P>) => boolean)
  /** Arguments that show what it is like in the first 120 updates: of a wall of curves, and of the page of schedules. */
  readonly example?: Readonly<Record<string, number | string | readonly number[]>>
  /** When to use it, in one sentence. */
  readonly purpose?: string
  /** What PyTorch and Optax call it, and where they count otherwise. */
  readonly peers?: string
  readonly source?: string
}
