import 'virtual:tokens.css';
import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { askEarly } from './programme.ts';

const place = document.getElementById('root');
askEarly(document.documentElement.lang);
if (place) createRoot(place).render(<App />);
