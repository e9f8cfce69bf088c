const seed = 0x9747b28c
const multiplier = 0x5bd1e995

/** Kafka's murmur2, bit for bit as the Java client computes it, as a signed 32-bit number. */
export function murmur2(bytes: Uint8Array): number {
  let hash = seed ^ bytes.length
  const whole = bytes.length & ~3
  for (let at = 0; at < whole; at += 4) {
    hash = Math.imul(hash, multiplier) ^ mixed(fourBytes(bytes, at))
  }
  if (bytes.length > whole) hash = Math.imul(hash ^ remainder(bytes, whole), multiplier)
  hash = Math.imul(hash ^ (hash >>> 13), multiplier)
  return hash ^ (hash >>> 15)
}

/** The partition every Kafka client with the default Java partitioner gives to this key: 0 … partitions − 1. */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key, 'utf8')) & 0x7fffffff) % partitions
}

function mixed(word: number): number {
  const product = Math.imul(word, multiplier)
  return Math.imul(product ^ (product >>> 24), multiplier)
}

function fourBytes(bytes: Uint8Array, at: number): number {
  return byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24)
}

function remainder(bytes: Uint8Array, from: number): number {
  return byte(bytes, from) | (byte(bytes, from + 1) << 8) | (byte(bytes, from + 2) << 16)
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0
}
