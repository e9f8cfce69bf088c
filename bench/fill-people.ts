// node bench/fill-people.ts FILE COUNT: so many people into the database of a server that has run and is stopped
import { openDatabase } from '#platform/db/open.ts'
import { fillLists } from '../server/test-kit/fill-lists.ts'

const [file = '', count = '0'] = process.argv.slice(2)
const db = await openDatabase(`sqlite:///${file}`)
await fillLists(db, { users: Number(count), courses: 0, events: 0 })
await db.close()
