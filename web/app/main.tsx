import '../ui/styles.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { whenExpired } from '../lib/api.ts'
import { connection } from '../lib/connection.ts'
import { watchPreferences } from '../lib/preferences.ts'
import { queries, refreshAll } from '../lib/queries.ts'
import { endSession } from '../lib/session.ts'
import { App } from './app.tsx'

watchPreferences()
whenExpired(endSession)
connection.whenBack(refreshAll)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <QueryClientProvider client={queries}>
    <App />
  </QueryClientProvider>,
)
