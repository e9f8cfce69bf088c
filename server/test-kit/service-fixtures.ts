import { get, type RouteFixture } from './route-fixture.ts'

export const service = {
  'GET /ping': get('service.use', '/ping'),
  'GET /health/live': get('service.use', '/health/live'),
  'GET /health/ready': get('service.use', '/health/ready'),
  'GET /metrics': get('service.use', '/metrics'),
  'GET /openapi.json': get('service.use', '/openapi.json'),
  'GET /asyncapi.json': get('service.use', '/asyncapi.json'),
  'GET /schemas/events/:file': get('service.use', '/schemas/events/course.created.json'),
  'GET /docs': get('service.use', '/docs'),
  'GET /docs/start.js': get('service.use', '/docs/start.js'),
  'GET /docs/:file': get('service.use', '/docs/swagger-ui.css'),
  'GET /': get('service.use', '/', [404]),
  'GET /app': get('service.use', '/app', [200, 503]),
  'GET /app/*': get('service.use', '/app/users', [200, 503]),
  'GET /app/assets/:file': get('service.use', '/app/assets/nothing.js', [404]),
  'GET /session': get('service.use', '/session'),
  'POST /demo-school': { right: 'demo.create', permitted: [409], call: (caller) => caller.post('/demo-school') },
} satisfies Record<string, RouteFixture>

export const views = {
  'GET /views': get('views.own', '/views?list=courses'),
  'POST /views': {
    right: 'views.own',
    permitted: [201],
    call: (caller) => caller.post('/views', { list: 'courses', title: 'Мой вид', address: '?sort=price' }),
  },
  'PATCH /views/:id': {
    right: 'views.own',
    permitted: [404],
    call: (caller) => caller.patch('/views/999999', { title: 'Другой' }),
  },
  'DELETE /views/:id': { right: 'views.own', permitted: [404], call: (caller) => caller.delete('/views/999999') },
} satisfies Record<string, RouteFixture>
