import { BrowserRouter, Route, Routes } from 'react-router';
import { HomePage } from '../features/home/home-page.js';
import { lazily } from './lazily.js';
import { NotFoundPage } from './not-found-page.js';
import { Shell } from './shell.js';

// Only the home page comes with the first load.
const loadDashboard = async () => (await import('../features/dashboard/dashboard-page.js')).DashboardPage;
const SignUpPage = lazily(async () => (await import('../features/sign-up/sign-up-page.js')).SignUpPage);
const RequireSession = lazily(async () => (await import('./require-session.js')).RequireSession);
const Rooms = lazily(async () => (await import('./rooms.js')).Rooms);
const DashboardPage = lazily(loadDashboard);
const InsightsPage = lazily(async () => (await import('../features/insights/insights-page.js')).InsightsPage);
const FacesPage = lazily(async () => (await import('../features/faces/faces-page.js')).FacesPage);
const VerifyPage = lazily(async () => (await import('../features/verification/verify-page.js')).VerifyPage);
const LivePage = lazily(async () => (await import('../features/live/live-page.js')).LivePage);
const AccountPage = lazily(async () => (await import('../features/account/account-page.js')).AccountPage);
const AuditPage = lazily(async () => (await import('../features/audit/audit-page.js')).AuditPage);
const RecoverPage = lazily(async () => (await import('../features/mailed-links/recover-page.js')).RecoverPage);
const VerifyEmailPage = lazily(
  async () => (await import('../features/mailed-links/verify-email-page.js')).VerifyEmailPage,
);
const UndoEmailPage = lazily(async () => (await import('../features/mailed-links/undo-email-page.js')).UndoEmailPage);
const PrivacyPage = lazily(async () => (await import('../features/privacy/privacy-page.js')).PrivacyPage);
const DemandPage = lazily(async () => (await import('../features/second-factor/demand-page.js')).DemandPage);
const LogInPage = lazily(async () => {
  const { LogInPage: component } = await import('../features/log-in/log-in-page.js');
  // Where a log-in leads; it comes while the person looks into the camera.
  loadDashboard().catch(() => undefined);
  return component;
});

/** Declarative: the data router would add a tenth to the first load and nothing that these pages need. */
export function Router() {
  return (
    <BrowserRouter>
      <Routes>
        <Route element={<Shell />}>
          <Route index element={<HomePage />} />
          <Route path="sign-up" element={<SignUpPage />} />
          <Route path="log-in" element={<LogInPage />} />
          <Route path="recover" element={<RecoverPage />} />
          <Route path="verify-email" element={<VerifyEmailPage />} />
          <Route path="undo-email" element={<UndoEmailPage />} />
          <Route path="privacy" element={<PrivacyPage />} />
          <Route element={<RequireSession />}>
            <Route element={<Rooms />}>
              <Route path="dashboard" element={<DashboardPage />} />
              <Route path="insights" element={<InsightsPage />} />
              <Route path="faces" element={<FacesPage />} />
              <Route path="verify" element={<VerifyPage />} />
              <Route path="live" element={<LivePage />} />
              <Route path="account" element={<AccountPage />} />
              <Route path="audit" element={<AuditPage />} />
              <Route path="second-factor" element={<DemandPage />} />
            </Route>
          </Route>
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}
