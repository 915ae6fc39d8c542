import capture from './en/capture.json';
import common from './en/common.json';
import dashboard from './en/dashboard.json';
import faces from './en/faces.json';
import home from './en/home.json';
import insights from './en/insights.json';
import liveness from './en/liveness.json';
import logIn from './en/log-in.json';
import problems from './en/problems.json';
import signUp from './en/sign-up.json';

export const en = { capture, common, dashboard, faces, home, insights, liveness, logIn, problems, signUp };
