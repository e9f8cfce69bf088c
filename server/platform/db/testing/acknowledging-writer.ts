import { openDatabase } from '../open.ts'
import { addNote } from './scratch.ts'

// A process to be killed: writes in parallel as fast as it can and prints a label as soon as its commit is answered.
const [url = '', run = ''] = process.argv.slice(2)
const db = await openDatabase(url)

async function writeForEver(writer: number): Promise<void> {
  for (let n = 0; ; n++) {
    const label = `${run}-${writer}-${n}`
    await db.inTransaction((tx) => addNote(tx, label))
    process.stdout.write(`${label}\n`)
  }
}

await Promise.all(Array.from({ length: 16 }, (_, writer) => writeForEver(writer)))
