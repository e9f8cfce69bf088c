const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
const cyrillic = 'йцукенгшщзхъфывапролджэячсмитьбюё'
const sounds: readonly (readonly [string, string])[] = [
  ['shch', 'щ'],
  ['yo', 'ё'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['ts', 'ц'],
  ['ch', 'ч'],
  ['sh', 'ш'],
  ['yu', 'ю'],
  ['ya', 'я'],
  ['a', 'а'],
  ['b', 'б'],
  ['v', 'в'],
  ['g', 'г'],
  ['d', 'д'],
  ['e', 'е'],
  ['z', 'з'],
  ['i', 'и'],
  ['y', 'й'],
  ['k', 'к'],
  ['l', 'л'],
  ['m', 'м'],
  ['n', 'н'],
  ['o', 'о'],
  ['p', 'п'],
  ['r', 'р'],
  ['s', 'с'],
  ['t', 'т'],
  ['u', 'у'],
  ['f', 'ф'],
  ['h', 'х'],
  ['c', 'к'],
  ['j', 'дж'],
  ['w', 'в'],
  ['x', 'кс'],
  ['q', 'к'],
]

/** What somebody may have meant: as typed, in the other keyboard layout («bdfyjd» is Иванов), by sound («ivanov»). */
export function spellings(query: string): string[] {
  const typed = query.trim().toLocaleLowerCase()
  const meant = [typed, otherLayout(typed, latin, cyrillic), otherLayout(typed, cyrillic, latin), bySound(typed)]
  return [...new Set(meant)]
}

function otherLayout(text: string, from: string, to: string): string {
  return [...text].map((letter) => to[from.indexOf(letter)] ?? letter).join('')
}

function bySound(text: string): string {
  return sounds.reduce((said, [letters, letter]) => said.replaceAll(letters, letter), text)
}
