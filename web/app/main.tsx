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

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
// Where the log stood when the server gave this page to somebody who is signed in: before anything that it asks for.
const { position } = document.documentElement.dataset
if (position) {
  beginLiveAt(Number(position))
  // What is on its way is drawn once, as a whole; what takes longer is not waited for.
  const patience = new Promise((resolve) => setTimeout(resolve, 200))
  void Promise.race([loadAhead(), patience]).then(() => draw(root))
} else draw(root)

function draw(root: HTMLElement): void {
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>,
  )
}
