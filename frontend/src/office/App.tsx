import { RouterProvider } from '@tanstack/react-router';
import { RelayEnvironmentProvider } from 'react-relay/hooks';
import { Languages } from './lang.tsx';
import { createEnvironment } from './relay.ts';
import { router } from './router.tsx';

const environment = createEnvironment();

export function App() {
  return (
    <RelayEnvironmentProvider environment={environment}>
      <Languages>
        <RouterProvider router={router} />
      </Languages>
    </RelayEnvironmentProvider>
  );
}
