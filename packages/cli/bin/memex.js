#!/usr/bin/env node
import { run } from '../dist/entry.js';

process.exitCode = await run(process.argv);
// Exit even if a driver has left something open, such as a connection to a server that hangs.
setTimeout(() => process.exit(), 1_000).unref();
