import account from './de/account.json';
import audit from './de/audit.json';
import capture from './de/capture.json';
import dashboard from './de/dashboard.json';
import events from './de/events.json';
import faces from './de/faces.json';
import factors from './de/factors.json';
import fields from './de/fields.json';
import insights from './de/insights.json';
import live from './de/live.json';
import liveness from './de/liveness.json';
import logIn from './de/log-in.json';
import mailedLinks from './de/mailed-links.json';
import privacy from './de/privacy.json';
import problems from './de/problems.json';
import signUp from './de/sign-up.json';
import stepUp from './de/step-up.json';
import verification from './de/verification.json';

/** The texts that the first page does without. */
export const rooms = {
  account,
  audit,
  capture,
  dashboard,
  events,
  faces,
  factors,
  fields,
  insights,
  live,
  liveness,
  logIn,
  mailedLinks,
  privacy,
  problems,
  signUp,
  stepUp,
  verification,
};
