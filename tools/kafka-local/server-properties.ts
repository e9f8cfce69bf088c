export type BrokerPlace = {
  /** Clients connect here. */
  readonly port: number
  /** Only the broker itself connects here. */
  readonly controllerPort: number
  readonly folder: string
  /** Further lines of server.properties; they win. */
  readonly settings?: Readonly<Record<string, string | number>>
}

/** One broker that is its own controller, with everything replicated once. */
export function serverProperties({ port, controllerPort, folder, settings = {} }: BrokerPlace): string {
  const lines = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
    'log.dirs': folder.replaceAll('\\', '/'),
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'auto.create.topics.enable': false,
    ...settings,
  }
  return Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}
