curl -X POST "http://127.0.0.1:8000/courses" \
  -H "Content-Type: application/json" \
  -H "Cookie: session_token=ваш_токен" \
  -d '{
    "title": "Python для начинающих",
    "description": "Базовый курс по Python",
    "price": 5000
  }'
