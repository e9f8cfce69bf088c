/** What /app shows when there is nothing to show yet. */
export const notBuiltPage = `<!doctype html>
<html lang="ru">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Mini-CRM</title>
</head>
<body>
  <h1>Веб-приложение ещё не собрано</h1>
  <p>Его собирает <code>npm start</code> или <code>npm run build</code>. API работает: <a href="/docs">/docs</a>.</p>
  <p lang="en">The web application is not built yet: <code>npm start</code> or <code>npm run build</code> makes it. The API works: <a href="/docs">/docs</a>.</p>
</body>
</html>
`
