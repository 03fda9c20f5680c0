// node_match: what RegExp says. One JSON array a line: [pattern, mode, flags, subjects]; answers an array of 0 and 1, or null
// if it refuses the pattern. Mode 0 searches, 1 wants the string as a whole, 2 a beginning of it.
'use strict';
const lines = require('readline').createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [pattern, mode, flags, subjects] = JSON.parse(line);
  let re = null;
  try {
    new RegExp(pattern, flags);
    re = new RegExp(mode === 0 ? pattern : mode === 1 ? `^(?:${pattern})$` : `^(?:${pattern})`, flags);
  } catch (e) {
    re = null;
  }
  // With the flag m, ^ and $ around the pattern would be about lines.
  const test = (s) => {
    if (!flags.includes('m') || mode === 0) return re.test(s) ? 1 : 0;
    const whole = mode === 1 ? `(?<![^])(?:${pattern})(?![^])` : `(?<![^])(?:${pattern})`;
    return new RegExp(whole, flags).test(s) ? 1 : 0;
  };
  process.stdout.write(JSON.stringify(re ? subjects.map(test) : null) + '\n');
});
