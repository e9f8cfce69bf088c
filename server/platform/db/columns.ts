/** A column of a migration: what it keeps, never how one database spells it. NOT NULL unless it says otherwise. */
export type Column = {
  readonly keeps: 'id' | 'text' | 'longText' | 'integer'
  /** Characters, for text. */
  readonly length?: number
} & ColumnOptions

export type ColumnOptions = {
  readonly nullable?: boolean
  readonly unique?: boolean
  readonly default?: string | number
  /** `users.id`: a foreign key, checked at once, never deferred. */
  readonly references?: `${string}.${string}`
}

/** The primary key, given by the database and never given twice, not even after a row is deleted. */
export function id(): Column {
  return { keeps: 'id' }
}

/** Up to `length` characters (code points); the database refuses more. Compared by code point on every database. */
export function text(length: number, options: ColumnOptions = {}): Column {
  return { keeps: 'text', length, ...options }
}

/** Text without a bound of its own; it can be neither a key nor have a default. */
export function longText(options: Omit<ColumnOptions, 'unique' | 'default'> = {}): Column {
  return { keeps: 'longText', ...options }
}

/** 64 bits in the database, a safe integer in the program: reading more than 2^53 is an error. */
export function integer(options: ColumnOptions = {}): Column {
  return { keeps: 'integer', ...options }
}

/** Epoch milliseconds, UTC. */
export function time(options: ColumnOptions = {}): Column {
  return integer(options)
}

/** Starts at `default`, 0 unless given. */
export function counter(options: ColumnOptions = {}): Column {
  return integer({ default: 0, ...options })
}
