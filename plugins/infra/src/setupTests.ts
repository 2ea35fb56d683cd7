import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// a busy machine makes rendering slow, not wrong
configure({ asyncUtilTimeout: 60_000 });
