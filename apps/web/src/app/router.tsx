import { lazy } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { HomePage } from '../features/home/home-page.js';
import { NotFoundPage } from './not-found-page.js';
import { RequireSession } from './require-session.js';
import { Shell } from './shell.js';

// Only the home page comes with the first load.
const SignUpPage = lazy(async () => ({ default: (await import('../features/sign-up/sign-up-page.js')).SignUpPage }));
const loadDashboard = () => import('./dashboard-route.js');
const DashboardRoute = lazy(async () => ({ default: (await loadDashboard()).DashboardRoute }));
const LogInPage = lazy(async () => {
  const { LogInPage: page } = await import('../features/log-in/log-in-page.js');
  // Where a log-in leads; it comes while the person looks into the camera.
  loadDashboard().catch(() => undefined);
  return { default: page };
});
const InsightsPage = lazy(async () => ({
  default: (await import('../features/insights/insights-page.js')).InsightsPage,
}));

/** Declarative: the data router would add a tenth to the first load and nothing that these pages need. */
export function Router() {
  return (
    <BrowserRouter>
      <Routes>
        <Route element={<Shell />}>
          <Route index element={<HomePage />} />
          <Route path="sign-up" element={<SignUpPage />} />
          <Route path="log-in" element={<LogInPage />} />
          <Route element={<RequireSession />}>
            <Route path="dashboard" element={<DashboardRoute />} />
            <Route path="insights" element={<InsightsPage />} />
          </Route>
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}
