import assert from 'node:assert/strict'
import { test } from 'node:test'
import { murmur2, partitionOf } from './partition.ts'

const vectorsOfKafkasOwnTests: [string, number][] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
]

test('murmur2 gives the numbers that the Java client gives', () => {
  for (const [text, hash] of vectorsOfKafkasOwnTests) assert.equal(murmur2(Buffer.from(text)), hash, text)
})

test('a partition is the positive hash modulo the number of partitions', () => {
  assert.equal(partitionOf('foobar', 6), (-790332482 & 0x7fffffff) % 6)
  for (let id = 1; id < 500; id++) {
    const partition = partitionOf(String(id), 6)
    assert.ok(partition >= 0 && partition < 6)
  }
})

test('neighbouring ids spread over all partitions', () => {
  const counts = new Map<number, number>()
  for (let id = 1; id <= 600; id++) {
    const partition = partitionOf(String(id), 6)
    counts.set(partition, (counts.get(partition) ?? 0) + 1)
  }
  assert.equal(counts.size, 6)
  for (const count of counts.values()) assert.ok(count > 60, `a partition got only ${count} of 600 keys`)
})
