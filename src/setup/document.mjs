/** A property whose type says what it is about: a hyperparameter of an optimizer, or a parameter of a schedule. */
const described =
  /^( *)readonly (\w+): \{\n((?: +readonly \w+: .*;\n)*? +readonly about: (".*");\n(?: +readonly \w+: .*;\n)*) *\};/gm

/**
 * Writes each hyperparameter's meaning, default and range above it in the declarations, so that an editor's hover and
 * Shift+Tab say what the definition says. The definition stays the only place where it is written.
 * @param {string} declarations
 */
export function documentParameters(declarations) {
  return declarations.replace(described, (whole, indent, _name, body, about) => {
    const literal = (/** @type {string} */ key) => new RegExp(`readonly ${key}: (.*);`).exec(body)?.[1]
    const [least, most, below, start] = [literal('min'), literal('max'), literal('below'), literal('default')]
    const range = [
      least === undefined ? '' : below || most ? `from ${least}` : `${least} or more`,
      below === undefined ? '' : least === undefined ? `below ${below}` : `to below ${below}`,
      most === undefined ? '' : least === undefined ? `at most ${most}` : `to ${most}`,
    ]
    const absent = literal('optional') === 'true'
    if (literal('whole') === 'true') range.unshift('a whole number')
    const notes = [
      absent ? 'left out unless given' : start === undefined ? '' : `Default ${start}`,
      range.filter(Boolean).join(' '),
    ]
      .filter(Boolean)
      .join(', ')
    return `${indent}/** ${JSON.parse(about)}${notes === '' ? '' : ` ${notes[0].toUpperCase()}${notes.slice(1)}.`} */\n${whole}`
  })
}
