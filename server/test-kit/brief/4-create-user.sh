curl -X POST "http://127.0.0.1:8000/users" \
  -H "Content-Type: application/json" \
  -d '{
    "email": "user@example.com",
    "name": "Тестовый пользователь",
    "age": 30,
    "password": "password123",
    "is_admin": false
  }'
