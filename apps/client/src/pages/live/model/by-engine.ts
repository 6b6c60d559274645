export { touchdownSwings } from './next-touchdowns.js';
export { ranksBeforeDay } from './ranks-before-day.js';
