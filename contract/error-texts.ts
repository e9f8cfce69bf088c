import type { ErrorCode } from './errors.ts'

export const locales = ['ru', 'en'] as const
export type Locale = (typeof locales)[number]
export type Texts = Readonly<Record<Locale, string>>

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
  own_account: { ru: 'Своя учётная запись так не меняется', en: 'One’s own account is left out of this' },
  undo_refused: { ru: 'Это изменение уже не отменить', en: 'This change cannot be undone any more' },
  undo_conflict: { ru: 'После этого изменены ещё раз: {count}', en: 'Changed again since then: {count}' },
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

/** Fills `{name}` places; a list is joined with commas. A place without a fact stays empty. */
export function fill(text: string, facts: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name]
    return Array.isArray(fact) ? fact.join(', ') : String(fact ?? '')
  })
}
