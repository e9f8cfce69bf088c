import { readFileSync } from 'node:fs'

const { version: written } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

/** Of this program, as package.json names it. */
export const version = String(written)
