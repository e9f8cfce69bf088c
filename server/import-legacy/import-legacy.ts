import { findCourse, importCourse } from '#modules/courses/index.ts'
import { checkPassword, findUser, findUserByEmail, importUser, ownerExists } from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import { continueCounter } from '#platform/db/continue-counter.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import { Invalid } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { isRefused, type ReadyUser, readyCourse, readyUser } from './check-legacy-rows.ts'
import { importedIds, type LegacyEntity, noteImported } from './imported-rows.ts'
import type { LegacySource, LegacyUser } from './legacy-source.ts'

/** Rows that are written in one transaction; passwords are hashed before it, one after another. */
const batch = 500

export type ImportOptions = {
  readonly actor: Actor
  readonly dryRun: boolean
  onProgress(entity: LegacyEntity, done: number): void
  /** An account comes over, but for a part of it. */
  onLeftOut(id: number, what: string): void
  /** A row that stays behind, and why. */
  onRefused(entity: LegacyEntity, id: number, reason: string): void
}

export type ImportReport = {
  readonly users: number
  readonly courses: number
  /** Rows that an earlier run had brought over. */
  readonly known: number
  readonly refused: number
  /** The account that became the owner because there was none; null: there was one, or nobody was an administrator. */
  readonly owner: number | null
}

/** Brings accounts and courses over, with their ids and one `*.created` event each. Goes on where an earlier run ended. */
export async function importLegacy(house: House, source: LegacySource, options: ImportOptions): Promise<ImportReport> {
  const run = new ImportRun(house, options)
  for (let after = 0; ; ) {
    const rows = await source.users(after, batch)
    await run.users(rows)
    after = rows.at(-1)?.id ?? after
    if (rows.length < batch) break
  }
  for (let after = 0; ; ) {
    const rows = await source.courses(after, batch)
    await run.courses(rows)
    after = rows.at(-1)?.id ?? after
    if (rows.length < batch) break
  }
  return run.report
}

class ImportRun {
  readonly report = { users: 0, courses: 0, known: 0, refused: 0, owner: null as number | null }
  readonly #house: House
  readonly #options: ImportOptions
  /** Addresses of this run that differ in case only are one. */
  readonly #addresses = new Set<string>()

  constructor(house: House, options: ImportOptions) {
    this.#house = house
    this.#options = options
  }

  async users(rows: readonly LegacyUser[]): Promise<void> {
    const fresh = await this.#fresh('user', rows)
    const ready: ReadyUser[] = []
    for (const row of fresh) {
      const user = readyUser(row)
      const reason = isRefused(user) ? user.reason : await this.#whyNotUser(user)
      if (reason !== null) this.#refuse('user', row.id, reason)
      else ready.push(user as ReadyUser)
    }
    for (const { id, ageLeftOut } of ready)
      if (ageLeftOut) this.#options.onLeftOut(id, 'возраст не подходит и останется пустым')
    if (this.#options.dryRun) return this.#count('users', ready.length)
    const hashes: string[] = []
    for (const { password } of ready) {
      hashes.push(await this.#house.passwords.hash(password))
      this.#options.onProgress('user', this.report.users + hashes.length)
    }
    const claims = await this.#house.db.inTransaction((tx) => this.#writeUsers(tx, ready, hashes))
    this.report.owner ??= claims
    this.#count('users', ready.length)
  }

  async courses(rows: Parameters<typeof readyCourse>[0][]): Promise<void> {
    const checked = (await this.#fresh('course', rows)).map((row) => ({ id: row.id, course: readyCourse(row) }))
    const ready: Exclude<ReturnType<typeof readyCourse>, { reason: string }>[] = []
    for (const { id, course } of checked) {
      if (isRefused(course)) this.#refuse('course', id, course.reason)
      else if (await findCourse(this.#house.db.reader, id)) this.#refuse('course', id, 'номер занят другим курсом')
      else ready.push(course)
    }
    if (!this.#options.dryRun) {
      const now = this.#house.clock.now()
      await this.#house.db.inTransaction(async (tx) => {
        for (const course of ready) {
          await importCourse(tx, this.#options.actor, course, now)
          await noteImported(tx, 'course', course.id, now)
        }
        await continueCounter(tx, 'courses')
      })
    }
    this.#count('courses', ready.length)
    if (ready.length > 0) this.#options.onProgress('course', this.report.courses)
  }

  /** Returns who became the owner. */
  async #writeUsers(tx: Tx, users: readonly ReadyUser[], hashes: readonly string[]): Promise<number | null> {
    const now = this.#house.clock.now()
    let owner: number | null = null
    for (const [at, user] of users.entries()) {
      const claim = user.admin && owner === null && !(await ownerExists(tx))
      if (claim) owner = user.id
      const role = claim ? 'owner' : user.admin ? 'admin' : 'student'
      const account = {
        id: user.id,
        email: user.email,
        name: user.name,
        age: user.age,
        role,
        passwordHash: hashes[at] ?? null,
        passwordIsWeak: isWeak(user.password, role),
      } as const
      await importUser(tx, this.#options.actor, account, claim, now)
      await noteImported(tx, 'user', user.id, now)
    }
    await continueCounter(tx, 'users')
    return owner
  }

  async #fresh<Row extends { id: number }>(entity: LegacyEntity, rows: readonly Row[]): Promise<Row[]> {
    const ids = rows.map((row) => row.id)
    const known = await importedIds(this.#house.db.reader as Reader, entity, ids)
    this.report.known += known.size
    return rows.filter((row) => !known.has(row.id))
  }

  async #whyNotUser({ id, email }: ReadyUser): Promise<string | null> {
    const { reader } = this.#house.db
    const folded = email.normalize('NFC').toLowerCase()
    if (this.#addresses.has(folded) || (await findUserByEmail(reader, email)))
      return 'адрес уже занят (регистр букв не различается)'
    if (await findUser(reader, id)) return 'номер занят другой учётной записью'
    this.#addresses.add(folded)
    return null
  }

  #refuse(entity: LegacyEntity, id: number, reason: string): void {
    this.report.refused++
    this.#options.onRefused(entity, id, reason)
  }

  #count(what: 'users' | 'courses', count: number): void {
    this.report[what] += count
  }
}

/** What public mode would not take: such an account signs in in local mode only, until its password is reset. */
function isWeak(password: string, role: 'owner' | 'admin' | 'student'): boolean {
  try {
    return checkPassword('password', password, role, true)
  } catch (error) {
    if (error instanceof Invalid) return true
    throw error
  }
}
