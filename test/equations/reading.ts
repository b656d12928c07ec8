/**
 * Reads a LaTeX formula as a mathematician does, and works it out: what tells whether a typeset equation says what the equation
 * means. A product is a thin space or a dot; a minus in front takes the whole product; an exponent belongs to what is just before it.
 */
export function readTex(tex: string, names: Readonly<Record<string, number>>): number {
  const tokens =
    tex.match(
      /\\begin\{cases\}|\\end\{cases\}|\\text\{[^}]*\}|\\operatorname\{\w+\}|\\(?:left|right)\\?[A-Za-z]+|\\(?:left|right)[()|]|\\\\|\\,|\\[A-Za-z]+(?:_\{(?:[^{}]|\{[^{}]*\})*\})?|[A-Za-z](?:_\{(?:[^{}]|\{[^{}]*\})*\})?|(?:\d+\.?\d* \\cdot )?10\^\{-?\d+\}|\d+\.?\d*|\S/g,
    ) ?? []
  let at = 0
  const peek = () => tokens[at]
  const take = (wanted?: string): string => {
    const token = tokens[at++]
    if (wanted !== undefined && token !== wanted) throw new Error(`${token} where ${wanted} should be, in ${tex}`)
    return token
  }
  const group = (): number => {
    take('{')
    const value = choice()
    take('}')
    return value
  }
  const between = (left: string, right: string): number => {
    take(left)
    const value = choice()
    take(right)
    return value
  }
  const list = (): number[] => {
    take('\\left(')
    const values = [choice()]
    while (peek() === ',') {
      take()
      values.push(choice())
    }
    take('\\right)')
    return values
  }

  /** Lowest: or, and, not, comparisons, then sums. A condition is 1 or 0. */
  function choice(): number {
    let value = conjunction()
    while (peek() === '\\text{ or }') {
      take()
      const right = conjunction()
      value = value || right
    }
    return value
  }
  function conjunction(): number {
    let value = comparison()
    while (peek() === '\\text{ and }') {
      take()
      const right = comparison()
      value = value && right
    }
    return value
  }
  function comparison(): number {
    const left = sum()
    const relations: Record<string, (a: number, b: number) => boolean> = {
      '<': (a, b) => a < b,
      '\\le': (a, b) => a <= b,
      '>': (a, b) => a > b,
      '\\ge': (a, b) => a >= b,
      '=': (a, b) => a === b,
      '\\ne': (a, b) => a !== b,
    }
    const holds = relations[peek()]
    if (!holds) return left
    take()
    return Number(holds(left, sum()))
  }
  function sum(): number {
    let value = peek() === '-' ? -(take() && product()) : product()
    for (;;) {
      if (peek() !== '+' && peek() !== '-') return value
      value += take() === '-' ? -product() : product()
    }
  }
  function product(): number {
    let value = power()
    for (;;) {
      if (peek() === '\\,' || peek() === '\\cdot') {
        take()
        value *= power()
      } else if (peek() === '\\bmod') {
        take()
        const divisor = product()
        value -= divisor * Math.floor(value / divisor)
      } else return value
    }
  }
  function power(): number {
    const base = primary()
    if (peek() !== '^') return base
    take()
    const value = base ** group()
    if (peek() === '^') throw new Error(`two exponents in a row, in ${tex}`)
    return value
  }
  function primary(): number {
    const token = take()
    const functions: Record<string, (...a: number[]) => number> = {
      '\\cos': Math.cos,
      '\\sin': Math.sin,
      '\\log': Math.log,
      '\\max': Math.max,
      '\\min': Math.min,
      '\\operatorname{sign}': Math.sign,
      '\\operatorname{clip}': (x, low, high) => Math.max(low, Math.min(high, x)),
      '\\operatorname{finite}': x => Number(Number.isFinite(x)),
    }
    if (token === '\\left(') {
      at--
      const [value] = list()
      return value
    }
    if (token === '\\frac') {
      const above = group()
      return above / group()
    }
    if (token === '\\sqrt') return Math.sqrt(group())
    if (token === '\\lnot') return Number(!list()[0])
    if (token === 'e' && peek() === '^') {
      take()
      return Math.exp(group())
    }
    if (token === '\\left\\lvert') {
      at--
      return Math.abs(between('\\left\\lvert', '\\right\\rvert'))
    }
    if (token === '\\left\\lfloor') {
      at--
      return Math.floor(between('\\left\\lfloor', '\\right\\rfloor'))
    }
    if (token === '\\begin{cases}') return cases()
    if (token in functions) return functions[token](...list())
    if (token === '\\pi') return Math.PI
    if (token.includes('10^{') && peek() === '^') throw new Error(`two exponents in a row, in ${tex}`)
    if (/^\d/.test(token))
      return Number(
        token.replace(/(?: \\cdot |^)10\^\{(-?\d+)\}/, (_, exponent, at) => `${at === 0 ? 1 : ''}e${exponent}`),
      )
    if (token in names) return names[token]
    throw new Error(`${token} is not understood, in ${tex}`)
  }
  function cases(): number {
    let found: number | undefined
    for (;;) {
      const value = choice()
      take('&')
      const word = take()
      if (word === '\\text{otherwise}') found ??= value
      else if (choice()) found ??= value
      if (take() === '\\end{cases}') return found!
    }
  }

  const value = choice()
  if (at !== tokens.length) throw new Error(`${tokens.slice(at).join(' ')} is left over, in ${tex}`)
  return value
}
