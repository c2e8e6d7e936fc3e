export { ExactSerializer } from './exact-serializer.js';
