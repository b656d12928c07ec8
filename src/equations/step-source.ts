/**
 * The step as a function of all that it uses, and around it one that hands it what the run holds. Read as a closure's own,
 * arrays and numbers would be looked up for each element as soon as there are two runs of the rule: that takes twice the time.
 */
export function stepSource(held: readonly (readonly [name: string, code: string])[], body: readonly string[]): string {
  const namesIn = (code: string): readonly string[] => code.match(/[\w$]+/g) ?? []
  const inStep = new Set(body.flatMap(namesIn))
  const needed = new Set(inStep)
  for (const [name, code] of [...held].reverse())
    if (needed.has(name)) for (const used of namesIn(code)) needed.add(used)
  const given = ['theta$', 'g$', '$given', 't$']
  const all = [...given, ...held.map(([name]) => name).filter(name => inStep.has(name))].join(', ')
  return [
    "'use strict'",
    ...held.filter(([name]) => needed.has(name)).map(([name, code]) => `const ${name} = ${code}`),
    `const $step = (${all}) => {`,
    ...body.flatMap(code => code.split('\n')).filter(line => line !== ''),
    '}',
    `return (${given.join(', ')}) => $step(${all})`,
  ].join('\n')
}
