# Memex in one image: `serve` by default; give `worker`, `beat` or any other command instead.
FROM node:24-trixie-slim AS packages
WORKDIR /source
COPY . .
RUN npm install --global --no-audit --no-fund pnpm@10.34.9 \
 && pnpm install --frozen-lockfile \
 && pnpm build \
 && pnpm --recursive --filter './packages/*' pack --pack-destination /packages

FROM node:24-trixie-slim
WORKDIR /opt/memex
COPY --from=packages /packages /packages
RUN npm install --omit=dev --no-audit --no-fund /packages/*.tgz @sentry/node@11 \
 && npm cache clean --force \
 && rm -r /packages \
 && install --directory --owner=node --group=node /data

# The address and the port of the Python service's image.
ENV NODE_ENV=production WS_HOST=0.0.0.0 WS_PORT=80 STORE_PATH=/data
VOLUME /data
EXPOSE 80
# The user `node`. A number, so that a cluster can see that it is not root.
USER 1000:1000
STOPSIGNAL SIGTERM
# Workers and beats listen only where METRICS_PORT is set.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.METRICS_PORT ?? process.env.WS_PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/opt/memex/node_modules/.bin/memex"]
CMD ["serve"]
