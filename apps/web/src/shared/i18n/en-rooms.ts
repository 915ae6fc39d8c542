import account from './en/account.json';
import audit from './en/audit.json';
import capture from './en/capture.json';
import dashboard from './en/dashboard.json';
import events from './en/events.json';
import faces from './en/faces.json';
import factors from './en/factors.json';
import fields from './en/fields.json';
import insights from './en/insights.json';
import live from './en/live.json';
import liveness from './en/liveness.json';
import logIn from './en/log-in.json';
import mailedLinks from './en/mailed-links.json';
import privacy from './en/privacy.json';
import problems from './en/problems.json';
import signUp from './en/sign-up.json';
import stepUp from './en/step-up.json';
import verification from './en/verification.json';

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
