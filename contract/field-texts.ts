import type { Texts } from './error-texts.ts'

/** Texts of single fields in a 422, by the kind of rule that was broken. */
export const fieldTexts = {
  missing: { ru: 'Обязательное поле', en: 'Field required' },
  extra_forbidden: { ru: 'Неизвестное поле', en: 'Unknown field' },
  json_invalid: { ru: 'Тело запроса — не JSON: {problem}', en: 'The request body is not JSON: {problem}' },
  json_duplicate_key: { ru: 'Поле повторяется', en: 'The field is given twice' },
  json_too_deep: { ru: 'Слишком глубокая вложенность', en: 'Nested too deeply' },
  characters: { ru: 'Недопустимые символы', en: 'Characters that are not allowed' },
  blank: { ru: 'Пустое значение', en: 'The value is blank' },
  string_type: { ru: 'Должна быть строка', en: 'Must be a string' },
  integer_type: { ru: 'Должно быть целое число', en: 'Must be an integer' },
  number_type: { ru: 'Должно быть число', en: 'Must be a number' },
  boolean_type: { ru: 'Должно быть true или false', en: 'Must be true or false' },
  object_type: { ru: 'Должен быть объект', en: 'Must be an object' },
  value_type: { ru: 'Неподходящий тип значения', en: 'The type does not fit' },
  string_too_short: { ru: 'Символов: не меньше {limit}', en: 'At least {limit} characters' },
  string_too_long: { ru: 'Не длиннее {limit} символов', en: 'At most {limit} characters' },
  greater_than_equal: { ru: 'Не меньше {limit}', en: 'At least {limit}' },
  less_than_equal: { ru: 'Не больше {limit}', en: 'At most {limit}' },
  enum: { ru: 'Одно из: {allowed}', en: 'One of: {allowed}' },
  email: { ru: 'Неверный адрес электронной почты', en: 'Not a valid e-mail address' },
  money: {
    ru: 'Сумма от 0 до 99999999.99, не более двух знаков после точки',
    en: 'An amount from 0 to 99999999.99 with at most two decimals',
  },
  password_bytes: { ru: 'Пароль: от 8 до 1024 байт', en: 'Password: 8 to 1024 bytes' },
  password_short: { ru: 'Пароль: не короче {limit} символов', en: 'Password: at least {limit} characters' },
  password_common: { ru: 'Этот пароль слишком распространён', en: 'This password is too common' },
  date: { ru: 'Неверная дата', en: 'Not a valid date' },
  cursor: { ru: 'Неверный курсор', en: 'Not a valid cursor' },
  where: {
    ru: 'Неверный фильтр: нужно ["поле", "оператор", значение], {"all": […]} или {"any": […]}',
    en: 'Not a valid filter: expected ["field", "operator", value], {"all": […]} or {"any": […]}',
  },
  where_depth: { ru: 'Групп друг в друге не больше {limit}', en: 'At most {limit} groups inside each other' },
  where_size: { ru: 'Не больше {limit}', en: 'No more than {limit}' },
  id_range: { ru: 'Номер от 1 до 9007199254740991', en: 'An id from 1 to 9007199254740991' },
  current_password: { ru: 'Нужен текущий пароль', en: 'The current password is required' },
  nothing_to_change: { ru: 'Нечего менять', en: 'Nothing to change' },
  header: { ru: 'Неверный заголовок', en: 'Not a valid header' },
  value: { ru: 'Недопустимое значение', en: 'The value is not valid' },
} as const satisfies Record<string, Texts>

export type FieldProblem = keyof typeof fieldTexts
