import { startCrm } from './test-kit/start-crm.ts'
const crm = await startCrm()
const d = (await crm.anonymous.get('/openapi.json')).body
console.log(JSON.stringify(d.paths['/users'].post.requestBody), '\n', JSON.stringify(d.paths['/users'].post.responses[201]).slice(0,900), '\n', JSON.stringify(d.paths['/metrics']), '\n', JSON.stringify(d.paths['/users'].get.responses[200]).slice(0,1500), '\n', JSON.stringify(d.paths['/logout'].post), '\n', JSON.stringify(d.components).slice(0,300))
