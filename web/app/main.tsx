import '../ui/styles.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { whenExpired } from '../lib/api.ts'
import { connection } from '../lib/connection.ts'
import { beginLiveAt } from '../lib/live.ts'
import { watchPreferences } from '../lib/preferences.ts'
import { queries, refreshAll } from '../lib/queries.ts'
import { endSession } from '../lib/session.ts'
import { App, loadAhead } from './app.tsx'

watchPreferences()
whenExpired(endSession)
connection.whenBack(refreshAll)

// Where the log stood when the server gave somebody who is signed in this page: before anything that it asks for.
const { position } = document.documentElement.dataset
if (position) {
  beginLiveAt(Number(position))
  loadAhead()
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <QueryClientProvider client={queries}>
    <App />
  </QueryClientProvider>,
)
