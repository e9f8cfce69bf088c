import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorTexts, fill } from './error-texts.ts'
import { type ErrorCode, errors } from './errors.ts'
import { fieldTexts } from './field-texts.ts'
import { messageTexts } from './message-texts.ts'

test('where the original had a text, ours is the same', () => {
  const original = {
    email_taken: [400, 'Email уже зарегистрирован'],
    user_not_found: [404, 'Пользователь не найден'],
    course_not_found: [404, 'Курс не найден'],
    wrong_credentials: [401, 'Неверный email или пароль'],
    authentication_required: [401, 'Требуется аутентификация'],
    courses_for_admins: [403, 'Только администраторы могут создавать курсы'],
  } as const
  for (const [code, expected] of Object.entries(original)) {
    assert.deepEqual([errors[code as ErrorCode], errorTexts[code as ErrorCode].ru], expected)
  }
  assert.equal(messageTexts.logged_in.ru, 'Вход выполнен успешно')
  assert.equal(messageTexts.logged_out.ru, 'Выход выполнен успешно')
})

test('every code is snake_case with a status of its own kind, and speaks Russian and English about the same facts', () => {
  assert.deepEqual(Object.keys(errorTexts).sort(), Object.keys(errors).sort())
  for (const [code, status] of Object.entries(errors)) {
    assert.match(code, /^[a-z]+(_[a-z]+)*$/)
    assert.ok(status >= 400 && status < 600, code)
  }
  for (const [name, { ru, en }] of [...Object.entries(errorTexts), ...Object.entries(fieldTexts)]) {
    assert.match(ru, /[а-яё]/i, name)
    assert.doesNotMatch(en, /[а-яё]/i, name)
    assert.deepEqual(placesOf(ru), placesOf(en), name)
  }
})

test('facts fill their places, lists with commas, and a fact that is missing leaves nothing', () => {
  assert.equal(fill('{state}: {allowed}; {missing}.', { state: 'draft', allowed: ['a', 'b'] }), 'draft: a, b; .')
  assert.equal(fill('{wait} s', { wait: 0 }), '0 s')
})

function placesOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([place]) => place).sort()
}
