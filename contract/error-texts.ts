import type { ErrorCode } from './errors.ts'

export const locales = ['ru', 'en'] as const
export type Locale = (typeof locales)[number]
type Texts = Readonly<Record<Locale, string>>

/** What people read for each code. `{name}` is filled from the failure's facts. */
export const errorTexts: Readonly<Record<ErrorCode, Texts>> = {
  bad_request: { ru: 'Запрос не удалось разобрать', en: 'The request could not be parsed' },
  email_taken: { ru: 'Email уже зарегистрирован', en: 'This e-mail is already registered' },
  authentication_required: { ru: 'Требуется аутентификация', en: 'Authentication is required' },
  api_token_invalid: {
    ru: 'Ключ API неизвестен, отозван или устарел',
    en: 'The API token is unknown, revoked or expired',
  },
  wrong_credentials: { ru: 'Неверный email или пароль', en: 'Wrong e-mail or password' },
  wrong_password: { ru: 'Текущий пароль указан неверно', en: 'The current password is wrong' },
  password_reset_required: {
    ru: 'Пароль слишком слабый для публичного режима: задайте новый по ссылке «Забыли пароль?» или командой npm run crm -- owner reset',
    en: 'The password is too weak for public mode: set a new one through “Forgot it?” or with npm run crm -- owner reset',
  },
  forbidden: { ru: 'Недостаточно прав', en: 'You do not have the right to do this' },
  scope_missing: { ru: 'Ключ API не даёт этого права', en: 'The API token does not give this right' },
  courses_for_admins: {
    ru: 'Только администраторы могут создавать курсы',
    en: 'Only administrators may create courses',
  },
  owner_required: {
    ru: 'Администратора может создать только владелец: войдите как владелец или выполните npm run crm -- owner create',
    en: 'Only an owner may create an administrator: sign in as the owner or run npm run crm -- owner create',
  },
  registration_closed: {
    ru: 'Регистрация закрыта: обратитесь к администратору школы',
    en: 'Registration is closed: ask an administrator of the school',
  },
  setup_token_invalid: {
    ru: 'Код установки неверен или устарел: перезапустите сервер или выполните npm run crm -- owner create',
    en: 'The setup token is wrong or expired: restart the server or run npm run crm -- owner create',
  },
  reset_link_invalid: {
    ru: 'Ссылка уже использована или устарела: попросите новую',
    en: 'The link was used already or is too old: ask for a new one',
  },
  foreign_origin: { ru: 'Запрос пришёл с чужого сайта', en: 'The request came from another site' },
  not_found: { ru: 'Такого адреса нет', en: 'There is nothing at this address' },
  user_not_found: { ru: 'Пользователь не найден', en: 'User not found' },
  course_not_found: { ru: 'Курс не найден', en: 'Course not found' },
  session_not_found: { ru: 'Сеанс не найден', en: 'Session not found' },
  api_token_not_found: { ru: 'Ключ API не найден', en: 'API token not found' },
  event_not_found: { ru: 'Такого события в журнале нет', en: 'There is no such event in the log' },
  topic_not_found: { ru: 'Такого топика в Kafka нет', en: 'There is no such topic on Kafka' },
  group_not_found: { ru: 'Группа потребителей не найдена', en: 'Consumer group not found' },
  dead_letter_not_found: { ru: 'Необработанное событие не найдено', en: 'Dead letter not found' },
  message_not_found: { ru: 'Письмо не найдено', en: 'Message not found' },
  view_not_found: { ru: 'Вид не найден', en: 'View not found' },
  method_not_allowed: { ru: 'Метод не поддерживается, можно: {allow}', en: 'Method not allowed, use: {allow}' },
  request_timeout: { ru: 'Запрос не пришёл вовремя', en: 'The request did not arrive in time' },
  course_transition: {
    ru: 'Курс в состоянии «{state}», это действие невозможно; можно: {allowed}',
    en: 'The course is {state}, this is not possible; allowed: {allowed}',
  },
  last_owner: {
    ru: 'Это последний действующий владелец: сначала назначьте другого',
    en: 'This is the last active owner: appoint another one first',
  },
  api_tokens_full: {
    ru: 'Действующих ключей уже {limit}: отзовите ненужный',
    en: 'There are {limit} tokens in force already: revoke one that is not needed',
  },
  school_not_empty: {
    ru: 'Здесь уже есть люди или курсы: демо-школа создаётся только в пустой CRM',
    en: 'There are people or courses here already: the demo school is made in an empty CRM only',
  },
  user_erased: {
    ru: 'Персональные данные этой учётной записи стёрты, изменить её нельзя',
    en: 'The personal data of this account was erased, it cannot be changed',
  },
  too_many_views: {
    ru: 'Видов одного списка не больше {limit}: удалите ненужный',
    en: 'At most {limit} views of one list: delete one that is not needed',
  },
  replay_refused: {
    ru: 'Группу {group} нельзя воспроизвести заново: сделанное ею не должно случиться дважды',
    en: 'The group {group} cannot be replayed: what it has done must not happen twice',
  },
  replay_from_earliest_only: {
    ru: 'Проекция группы {group} строится только с начала: earliest',
    en: 'The projection of the group {group} is built from the beginning only: earliest',
  },
  count_changed: {
    ru: 'Пока вы решали, записей стало {count}: проверьте список и повторите',
    en: 'Meanwhile there are {count} of them: look at the list and do it again',
  },
  kafka_not_used: {
    ru: 'Kafka не подключена: события хранит встроенный журнал, топики в нём постоянные',
    en: 'Kafka is not connected: events live in the embedded log, whose topics are fixed',
  },
  topic_exists: { ru: 'Такой топик в Kafka уже есть', en: 'There is such a topic on Kafka already' },
  topic_refused: {
    ru: 'Kafka не создала топик: {reason}',
    en: 'Kafka did not create the topic: {reason}',
  },
  group_busy: { ru: 'Группа занята, повторите позже', en: 'The group is busy, try again later' },
  bulk_not_found: { ru: 'Такого группового изменения нет', en: 'There is no such bulk change' },
  own_account: {
    ru: 'Своя учётная запись групповыми изменениями не затрагивается',
    en: 'One’s own account is left out of bulk changes',
  },
  undo_refused: {
    ru: 'Это изменение отменить нельзя: прошло больше 10 минут, или оно необратимо',
    en: 'This change cannot be undone: more than 10 minutes have passed, or it is for good',
  },
  undo_conflict: {
    ru: 'Отменить не получается: после этого изменены ещё раз: {count}',
    en: 'This cannot be undone: changed again since then: {count}',
  },
  version_conflict: {
    ru: 'Запись уже изменена кем-то другим (версия {current}), загрузите её снова',
    en: 'Somebody else has changed this already (version {current}), load it again',
  },
  body_too_large: { ru: 'Тело запроса больше {limit} байт', en: 'The request body is larger than {limit} bytes' },
  uri_too_long: { ru: 'Слишком длинный адрес', en: 'The address is too long' },
  unsupported_media_type: {
    ru: 'Тело запроса принимается только как application/json в UTF-8',
    en: 'The request body must be application/json in UTF-8',
  },
  wrong_host: { ru: 'Сервер не обслуживает этот адрес', en: 'This server does not serve that host' },
  validation: { ru: 'Данные не прошли проверку', en: 'The data is not valid' },
  idempotency_key_reused: {
    ru: 'Этот Idempotency-Key уже использован с другим запросом',
    en: 'This Idempotency-Key was already used with another request',
  },
  too_many_requests: {
    ru: 'Слишком много попыток, повторите через {retry_after} с',
    en: 'Too many attempts, try again in {retry_after} s',
  },
  headers_too_large: { ru: 'Слишком большие заголовки запроса', en: 'The request headers are too large' },
  internal: { ru: 'Внутренняя ошибка, сообщите номер запроса', en: 'Internal error, please report the request id' },
  overloaded: { ru: 'Сервер перегружен, повторите позже', en: 'The server is overloaded, try again later' },
  unavailable: { ru: 'База данных недоступна, повторите позже', en: 'The database is unavailable, try again later' },
  storage_full: { ru: 'На диске сервера нет места', en: 'The server is out of disk space' },
}

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
  string_too_short: { ru: 'Не короче {limit} символов', en: 'At least {limit} characters' },
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

export const messageTexts = {
  logged_in: { ru: 'Вход выполнен успешно', en: 'Signed in' },
  reset_requested: {
    ru: 'Если такая учётная запись есть, для неё готово письмо со ссылкой',
    en: 'If there is such an account, a letter with a link is ready for it',
  },
  test_mail: { ru: 'Проверочное письмо готовится', en: 'A test letter is being written' },
  password_set: { ru: 'Новый пароль задан, войдите с ним', en: 'The new password is set, sign in with it' },
  link_hidden: { ru: '(ссылка видна только получателю)', en: '(the link is shown to its reader only)' },
  link_over: { ru: '(ссылка больше не действует)', en: '(the link does not work any more)' },
  logged_out: { ru: 'Выход выполнен успешно', en: 'Signed out' },
} as const satisfies Record<string, Texts>

/** Fills `{name}` places; a list is joined with commas. A place without a fact stays empty. */
export function fill(text: string, facts: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name]
    return Array.isArray(fact) ? fact.join(', ') : String(fact ?? '')
  })
}
