/**
 * All ports in the memory of the process: for tests, embedding and first steps.
 *
 * @packageDocumentation
 */

export { createMemoryJobs, type MemoryJobsOptions } from './memory/create-memory-jobs.js';
export { createMemoryLogger, type MemoryLoggerOptions } from './memory/memory-logger.js';
export { type AppUser, createMemoryPlatform, type PlatformData } from './memory/memory-platform.js';
export { MemoryQueue, type MemoryQueueOptions } from './memory/memory-queue.js';
export { MemorySchedule } from './memory/memory-schedule.js';
export { createMemoryStore } from './memory/memory-store.js';
