// Preloaded into every server under measurement: tells over IPC what the process has used so far.
process.on('message', (message) => {
  if (message !== 'usage') return
  const { user, system } = process.cpuUsage()
  process.send?.({ usage: { cpuMicros: user + system, rssBytes: process.memoryUsage.rss() } })
})
// Asking must not keep a server alive that wants to end.
process.channel?.unref()
