/** New indices of Memex's kinds store documents and map nothing. */
export async function putLenientTemplate(client) {
  await client.indices.putIndexTemplate({
    name: 'memex-lenient',
    index_patterns: ['message-*', 'logging-*', 'analytic-*'],
    template: { mappings: { dynamic: false } },
  });
}
