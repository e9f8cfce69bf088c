import { BlockList, isIP } from 'node:net'
import type { Config } from './config.ts'
import type { Mode } from './mode.ts'
import type { Environment, SettingName } from './settings.ts'

/** What examples write in place of a key, and the key of FastAPI's tutorial: the original service may have kept it. */
const knownSecret =
  /(your|super).?secret|change.?(me|this|it)|random.?characters|^09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7$/i

/** Reads single settings and collects what is wrong with them. An empty variable counts as unset. */
export class Reading {
  readonly problems: string[] = []
  readonly #environment: Environment

  constructor(environment: Environment) {
    this.#environment = environment
  }

  text(name: SettingName): string | null {
    const value = this.#environment[name]?.trim()
    return value ? value : null
  }

  longText(name: SettingName, minLength: number): string | null {
    const value = this.text(name)
    if (value !== null && value.length < minLength) this.problems.push(`${name}: не короче ${minLength} символов`)
    return value
  }

  integer(name: SettingName, min: number, max: number): number | null {
    const value = this.text(name)
    if (value === null) return null
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
    if (number >= min && number <= max) return number
    this.problems.push(`${name}: целое число от ${min} до ${max}`)
    return null
  }

  oneOf<const Choice extends string>(name: SettingName, choices: readonly Choice[]): Choice | null {
    const value = this.text(name)
    const found = choices.find((choice) => choice === value?.toLowerCase())
    if (value !== null && !found) this.problems.push(`${name}: одно из ${choices.join(', ')}`)
    return found ?? null
  }

  /** Comma-separated; each at most once. */
  someOf<const Choice extends string>(name: SettingName, choices: readonly Choice[]): Choice[] | null {
    const value = this.text(name)
    if (value === null) return null
    const entries = value
      .toLowerCase()
      .split(',')
      .map((entry) => entry.trim())
    const found = choices.filter((choice) => entries.includes(choice))
    if (found.length !== entries.length) this.problems.push(`${name}: через запятую любые из ${choices.join(', ')}`)
    return found
  }

  url(name: SettingName): URL | null {
    const value = this.text(name)
    if (value === null) return null
    const url = URL.parse(value)
    const plain =
      url && ['http:', 'https:'].includes(url.protocol) && url.pathname === '/' && !url.search && !url.username
    if (plain) return url
    this.problems.push(`${name}: адрес вида https://crm.example.com, без пути и пароля`)
    return null
  }

  addresses(name: SettingName): string[] {
    const entries = (this.text(name) ?? '')
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean)
    const wrong = entries.filter((entry) => !isNetwork(entry))
    if (wrong.length > 0) this.problems.push(`${name}: адреса или сети через запятую, например 10.0.0.0/8`)
    return entries
  }

  secret(name: SettingName, mode: Mode): string | null {
    const value = this.text(name)
    if (mode === 'local') return value
    if (value === null) this.problems.push(`${name} не задан: в публичном режиме нужно не меньше 32 случайных символов`)
    else if (value.length < 32 || knownSecret.test(value) || new Set(value).size < 8) {
      this.problems.push(`${name} слишком простой или известный: нужно не меньше 32 случайных символов`)
    }
    return value
  }

  idleHours(name: SettingName): Config['idleHours'] {
    const hours = (this.text(name) ?? '24,8,2').split(',').map(Number)
    const [student = 0, staff = 0, administrators = 0] = hours
    if (hours.length !== 3 || hours.some((value) => !(value > 0 && value <= 168))) {
      this.problems.push(`${name}: три числа часов от 0 до 168 через запятую, например 24,8,2`)
    }
    return { student, staff, administrators }
  }

  mail(): Config['mail'] {
    const smtpUrl = this.text('SMTP_URL')
    const from = this.text('MAIL_FROM')
    if (smtpUrl === null) return null
    const url = URL.parse(smtpUrl)
    if (!url?.hostname || !['smtp:', 'smtps:'].includes(url.protocol))
      this.problems.push('SMTP_URL: адрес вида smtp://user:password@host:587')
    if (from === null || !/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/.test(from))
      this.problems.push('MAIL_FROM: адрес отправителя, например school@example.com')
    return { smtpUrl, from: from ?? '' }
  }
}

function isNetwork(entry: string): boolean {
  const [address = '', prefix] = entry.split('/')
  const family = isIP(address)
  if (family === 0) return false
  if (prefix === undefined) return true
  try {
    new BlockList().addSubnet(address, Number(prefix), family === 6 ? 'ipv6' : 'ipv4')
    return /^\d+$/.test(prefix)
  } catch {
    return false
  }
}
