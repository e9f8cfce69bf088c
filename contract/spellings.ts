const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
const cyrillic = 'йцукенгшщзхъфывапролджэячсмитьбюё'

/** Read from left to right, the longest first; a place in front of a letter stands for «behind» or «not behind». */
const sounds: readonly (readonly [RegExp, string])[] = [
  [/shch|sch/g, 'щ'],
  [/zh/g, 'ж'],
  [/kh/g, 'х'],
  [/ts/g, 'ц'],
  [/ch/g, 'ч'],
  [/sh/g, 'ш'],
  [/ph/g, 'ф'],
  [/ck/g, 'к'],
  [/yo|jo/g, 'ё'],
  [/[yj]u/g, 'ю'],
  [/[yj]a|(?<=i)a/g, 'я'],
  [/ye/g, 'е'],
  [/(?<=[aeouаеиоуыюяё])[yi](?![aeou])|y(?=[aeou])/g, 'й'],
  [/(?<=[bcdfghjklmnpqrstvwxzжхцчшщ])y(?=[a-zа-яё])/g, 'ы'],
  [/x/g, 'кс'],
  [/j/g, 'дж'],
]
const letters: Readonly<Record<string, string>> = Object.fromEntries(
  [...'abvgdeziyklmnoprstufhcwq'].map((letter, at) => [letter, 'абвгдезиыклмнопрстуфхквк'[at] as string]),
)
const names: Readonly<Record<string, string>> = Object.fromEntries(
  [...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'].map((letter, at) => [
    letter,
    'a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya'.split(' ')[at] as string,
  ]),
)

/**
 * What somebody may have meant: as typed, in the other keyboard layout («bdfyjd» is Иванов), by sound («ivanov»,
 * «tatyana», and «питон» as it is written in Latin). The first is always what was typed; none comes twice.
 */
export function spellings(query: string): string[] {
  const typed = query.trim().toLowerCase()
  const sounded = bySound(typed)
  const meant = [
    typed,
    otherLayout(typed, latin, cyrillic),
    otherLayout(typed, cyrillic, latin),
    sounded,
    softened(typed, sounded),
    [...typed].map((letter) => names[letter] ?? letter).join(''),
  ]
  return [...new Set(meant)]
}

function otherLayout(text: string, from: string, to: string): string {
  return [...text].map((letter) => to[from.indexOf(letter)] ?? letter).join('')
}

function bySound(text: string): string {
  // A last «y» behind a consonant is the beginning of «ий»: Dmitry.
  const ended = text.replace(/(?<=[bcdfghjklmnpqrstvwxz])y(?![a-z])/g, 'i')
  const said = sounds.reduce((now, [sound, letter]) => now.replace(sound, letter), ended)
  return [...said].map((letter) => letters[letter] ?? letter).join('')
}

/** Latin leaves the soft sign out: Tatyana, Natalya, Vasilyev. */
function softened(typed: string, sounded: string): string {
  const soft = typed.replace(/([bdlmnprstvz])(?=[yj][aeu])/g, '$1ь')
  return soft === typed ? sounded : bySound(soft)
}
