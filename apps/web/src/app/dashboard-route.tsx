import { DashboardPage } from '../features/dashboard/dashboard-page.js';
import { FacesSection } from '../features/faces/faces-section.js';

/** Features do not know each other: here the dashboard gets the faces. */
export function DashboardRoute() {
  return (
    <DashboardPage>
      <FacesSection />
    </DashboardPage>
  );
}
