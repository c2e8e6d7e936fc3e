// What the site has, in order: each page with its file in the repository, and each section of a long page with its heading.
const page = (text, file, hash = '') => ({ text, file, hash });

/** The sections of the sidebar. The first page of each is where the bar on top leads. */
export const SECTIONS = [
  { text: 'Quick start', pages: [page('Quick start', 'docs/quick-start.md')] },
  { text: 'Concepts', pages: [page('Concepts', 'docs/concepts.md'), page('Glossary', 'docs/glossary.md')] },
  { text: 'Send messages', pages: [page('Send messages', 'docs/send-messages.md')] },
  { text: 'Ask questions', pages: [page('Ask questions', 'docs/ask-questions.md')] },
  { text: 'Reports', pages: [page('Reports', 'docs/reports.md')] },
  { text: 'Dashboard', pages: [page('Dashboard', 'docs/dashboard.md')] },
  { text: 'Embed', pages: [page('Embed', 'docs/embed.md')] },
  {
    text: 'Operate',
    pages: [
      page('Processes', 'docs/operating.md'),
      page('The first day in ten steps', 'docs/operating.md', '#the-first-day-in-production'),
      page('Sizing', 'docs/operating.md', '#sizing'),
      page('Backup, restore, upgrade', 'docs/operating.md', '#backup-restore-and-upgrade'),
      page('Keys', 'docs/operating.md', '#keys'),
      page('TLS proxy', 'docs/operating.md', '#tls-proxy'),
      page('Elasticsearch', 'docs/operating.md', '#elasticsearch'),
      page('Redis', 'docs/operating.md', '#redis'),
      page('Monitoring', 'docs/operating.md', '#monitoring'),
      page('Past one machine', 'docs/scale.md'),
      page('What to do when', 'docs/what-to-do-when.md'),
    ],
  },
  { text: 'Move in', pages: [page('Move in from the Python service', 'docs/moving-in.md')] },
  {
    text: 'Import and export',
    pages: [page('Import', 'docs/import.md'), page('Export', 'docs/operating.md', '#export')],
  },
  {
    text: 'Write an adapter',
    pages: [page('Write an adapter', 'docs/write-an-adapter.md'), page('Architecture', 'ARCHITECTURE.md')],
  },
  { text: 'Guarantees', pages: [page('Guarantees', 'GUARANTEES.md')] },
  { text: 'Benchmarks', pages: [page('Benchmarks', 'docs/benchmarks.md')] },
];

/** Where the pages of the types are, which TypeDoc makes. */
export const API_FOLDER = 'api';
