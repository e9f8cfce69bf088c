// node tools/start.mjs bench/seed-lists.ts FILE ROWS
import { seed } from './seed.ts'

const [file = '', rows = '0'] = process.argv.slice(2)
await seed(file, Number(rows))
