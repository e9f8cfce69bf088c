import { lockDatabaseFile } from '../file-lock.ts'

// A process that holds a database file until it is killed.
const [file = '', address = ''] = process.argv.slice(2)
lockDatabaseFile(file).announce(address)
process.stdout.write('locked\n')
setInterval(() => {}, 1000)
