import assert from 'node:assert/strict'
import { test } from 'node:test'
import { programOf } from './agent.ts'

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test('a browser is called what people call it, with its system, and not by the names of those that it imitates', () => {
  const named = {
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/156.0.0.0 Safari/537.36`]: 'Chrome 156 · Windows',
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/156.0.0.0 Safari/537.36 Edg/156.0.1.2`]:
      'Edge 156 · Windows',
    [`Mozilla/5.0 (Linux; Android 15; K) ${webkit} Chrome/140.0.0.0 YaBrowser/26.10.1.5 Mobile Safari/537.36`]:
      'Яндекс Браузер 26 · Android',
    'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0': 'Firefox 150 · Linux',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1':
      'Safari 19 · iOS',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15':
      'Safari 19 · macOS',
  }
  for (const [agent, name] of Object.entries(named)) assert.equal(programOf(agent), name)
})

test('anything but a browser stays as it names itself', () => {
  for (const agent of ['curl/8.5.0', 'node', '<script>']) assert.equal(programOf(agent), agent)
})
