import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MessageReader } from './event-stream.ts'

const sent =
  'retry: 2000\nevent: start\nid: 7\ndata: {"position":7}\n\n: beat\nid: 8\n\nid: 9\ndata: {"seq":9}\n\n: beat\n\n'
const meant = [
  { event: 'start', id: '7', data: '{"position":7}' },
  { event: 'message', id: '8', data: '' },
  { event: 'message', id: '9', data: '{"seq":9}' },
]

test('messages are read whole wherever the network cuts them', () => {
  for (let at = 0; at <= sent.length; at++) {
    const reader = new MessageReader()
    assert.deepEqual([...reader.read(sent.slice(0, at)), ...reader.read(sent.slice(at))], meant, `cut at ${at}`)
  }
})
