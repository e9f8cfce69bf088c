/** One message of an event stream: its name, number and data as they came. */
export type Message = { event: string; id: string; data: string }

/** Cuts what arrives into whole messages; the beginning of the next one waits for its rest. A comment alone is none. */
export class MessageReader {
  #rest = ''

  read(text: string): Message[] {
    const blocks = (this.#rest + text).replace(/\r\n?/g, '\n').split('\n\n')
    this.#rest = blocks.pop() ?? ''
    return blocks.flatMap((block) => messageOf(block) ?? [])
  }
}

function messageOf(block: string): Message | undefined {
  const message: Message = { event: 'message', id: '', data: '' }
  let told = false
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^(event|id|data): ?(.*)$/s.exec(line) ?? []
    if (name === 'event' || name === 'id') message[name] = value
    else if (name === 'data') message.data += message.data ? `\n${value}` : value
    told ||= name !== ''
  }
  return told ? message : undefined
}
