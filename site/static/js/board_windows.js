// When an item of a board plays. The same rules as site/board/windows.py; tests/data/board_windows.json has the cases.
const DAY = 86_400_000;
const MINUTE = 60_000;

// The school's day, time and weekday (1 Monday to 7 Sunday) at a moment, whatever time zone the device thinks it is in.
export function local(milliseconds, offsetMinutes) {
  const text = new Date(milliseconds + offsetMinutes * MINUTE).toISOString();
  return { day: text.slice(0, 10), time: text.slice(11, 16) };
}

export function weekday(day) {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

function dayBefore(day) {
  return new Date(Date.parse(`${day}T00:00:00Z`) - DAY).toISOString().slice(0, 10);
}

// "plays", or why not: "too_early", "over", "weekday", "hours".
export function reason(item, { day, time }) {
  const first = item.from_time ?? "00:00";
  const last = item.until_time;
  const isOvernight = last !== null && last <= first;
  let isWithin = time >= first && (isOvernight || last === null || time < last);
  if (isOvernight && time < last) {
    day = dayBefore(day);
    isWithin = true;
  }
  if (item.from_date && day < item.from_date) return "too_early";
  if (item.until_date && day > item.until_date) return "over";
  if (item.weekdays.length && !item.weekdays.includes(weekday(day))) return "weekday";
  return isWithin ? "plays" : "hours";
}
