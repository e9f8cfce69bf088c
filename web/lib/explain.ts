import { Refusal } from './api.ts'
import { sayNow, type Text } from './say.ts'

/** What to do about a refusal that no other value would have prevented; what was typed stands where it stood. */
const advice: Readonly<Record<number, Text>> = {
  0: {
    ru: 'Нет связи с сервером. Введённое не потеряно, попробуйте ещё раз.',
    en: 'The server cannot be reached. What you typed is kept, try again.',
  },
  401: {
    ru: 'Сеанс закончился. Введённое не потеряно: войдите и повторите.',
    en: 'Your session is over. What you typed is kept: sign in and try again.',
  },
  412: {
    ru: 'Запись изменили, пока она была открыта. Показано то, что записано сейчас: проверьте и повторите.',
    en: 'Somebody changed this while it was open. What you see now is what is stored: look and try again.',
  },
  429: {
    ru: 'Слишком много попыток. Введённое не потеряно: повторите через {seconds} с.',
    en: 'Too many attempts. What you typed is kept: try again in {seconds} s.',
  },
  503: {
    ru: 'Сервер сейчас не может этого сделать. Ничего не записано, введённое не потеряно: повторите через несколько секунд.',
    en: 'The server cannot do this right now. Nothing was written and what you typed is kept: try again in a few seconds.',
  },
  507: {
    ru: 'На диске сервера нет места. Ничего не записано, введённое не потеряно: освободите место и повторите.',
    en: 'The server is out of disk space. Nothing was written and what you typed is kept: make room and try again.',
  },
}

/** A refusal in words: what happened, what to do, and the number to ask about when it was our fault. */
export function explain(error: unknown): string {
  if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error)
  const known = advice[error.status]
  // A wrong password at the door is no ended session.
  if (known && error.code !== 'wrong_credentials')
    return sayNow(known, { seconds: String(error.facts['retry_after'] ?? '') })
  return error.status >= 500 && error.requestId ? `${error.message}: ${error.requestId}` : error.message
}
