import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = process.env['API'] ?? 'http://127.0.0.1:8000'
const apiPaths =
  '^/(session|setup|me|login|logout|sessions|users|courses|events|live|stats|audit|messages|ping|demo-school|docs|openapi)'

/** Shared parts come in a few files: each one more is a request that a first paint waits for. The first that fits takes a module. */
const groups = [
  { name: 'index', tags: ['$initial' as const], priority: 2 },
  { name: 'parts', test: /[\\/](contract|web[\\/](lib|ui))[\\/][^\\/]+$/, priority: 1 },
  { name: 'list', test: /[\\/]data-grid[\\/]/ },
]

/** `npm run dev:web` shows changes at once and passes the API's paths on to a running server. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  plugins: [react(), tailwindcss()],
  server: { proxy: { [apiPaths]: { target: api } } },
  build: {
    target: 'es2023',
    // The content policy allows no data: scripts or fonts.
    assetsInlineLimit: 0,
    // The server reads from it which files a page will need.
    manifest: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
})
