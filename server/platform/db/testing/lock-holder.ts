import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { lockDatabaseFile } from '../file-lock.ts'

// A process that holds a database file until it is killed. Nobody keeps the lock, and what nobody keeps is collected
// before the line is written: only the lock itself can hold the file.
const [file = '', address = ''] = process.argv.slice(2)
lockDatabaseFile(file).announce(address)
setFlagsFromString('--expose-gc')
await new Promise(setImmediate)
runInNewContext('gc')()
process.stdout.write('locked\n')
setInterval(() => {}, 1000)
