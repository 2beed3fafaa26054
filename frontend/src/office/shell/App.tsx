import { RouterProvider } from '@tanstack/react-router';
import { RelayEnvironmentProvider } from 'react-relay/hooks';
import { router } from '../router.tsx';
import { Languages } from './lang.tsx';
import { createEnvironment } from './relay.ts';

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
