# docker build -t mini-crm .
# docker run -p 8000:8000 -v crm:/data -e PUBLIC_URL=https://crm.example.com -e SECRET_KEY=… mini-crm
FROM node:24.19.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The Node that runs the server comes with the packages, so that it is the one the tests ran on.
RUN npm ci --omit=dev --ignore-scripts

FROM packages AS web
# What builds the web application stays here; only what it built goes on.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:24.19.0-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends libatomic1 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin crm && install -d -o crm -g crm -m 700 /data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE README.md ./
COPY contract contract
COPY server server
COPY seeds seeds
COPY --from=web /app/web/dist web/dist
# Anything but loopback is public mode: PUBLIC_URL and SECRET_KEY must be given, or the server says so and ends with 2.
ENV PATH=/app/node_modules/.bin:$PATH \
    NODE_ENV=production HOST=0.0.0.0 PORT=8000 DB_URL=sqlite:////data/crm.db
USER crm
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: the server itself must get the signal.
CMD ["node", "--max-old-space-size=288", "server/main.ts"]
