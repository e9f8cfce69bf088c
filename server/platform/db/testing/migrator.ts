import { integer, text } from '../columns.ts'
import { addColumn, createTable } from '../create-table.ts'
import { type Migrations, migrate } from '../migrate.ts'
import { openDatabase } from '../open.ts'
import { notesMigration } from './scratch.ts'

// A process that migrates: two more steps, each slow enough to be killed inside; prints where it is.
const [url = '', delayMs = '0'] = process.argv.slice(2)

const slowly = async (step: string) => {
  process.stdout.write(`${step}\n`)
  await new Promise((resolve) => setTimeout(resolve, Number(delayMs)))
}

const migrations: Migrations = {
  ...notesMigration,
  '20260102T0000_weigh_notes': {
    up: async (db) => {
      await createTable(db, 'weights', { note_id: integer({ references: 'scratch_notes.id' }) })
      await slowly('inside 1')
      await addColumn(db, 'scratch_notes', 'colour', text(20, { nullable: true }))
    },
  },
  '20260103T0000_colour_notes': {
    up: async (db) => {
      await db.updateTable('scratch_notes').set({ colour: 'red' }).execute()
      await slowly('inside 2')
      await createTable(db, 'colours', { note_id: integer() })
    },
  },
}

const db = await openDatabase(url)
process.stdout.write(`${JSON.stringify(await migrate(db, migrations))}\n`)
await db.close()
