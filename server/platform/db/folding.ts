/** Longer words are cut: only a prefix is ever looked for. */
export const WORD_LENGTH = 64
/** A row is found by its first words; a description may hold more. */
const WORDS_PER_ROW = 500

/** No case, ё = е: what people take for the same letter is the same letter. */
function foldLetters(text: string): string {
  return text.normalize('NFC').toLowerCase().normalize('NFC').replaceAll('ё', 'е')
}

/** The distinct words of a text in the form they are stored and looked for: letters, marks and digits only. */
export function fold(text: string): readonly string[] {
  const words = foldLetters(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return [...new Set(words.map(cut))].slice(0, WORDS_PER_ROW)
}

/** Sorts text as people do when compared by code point; at most one and a half times as long as the text. */
export function foldKey(text: string): string {
  return foldLetters(text).replace(/\s+/gu, ' ').trim()
}

/** By code points, so that no half of a surrogate pair is left. */
function cut(word: string): string {
  return word.length <= WORD_LENGTH ? word : [...word].slice(0, WORD_LENGTH).join('')
}
