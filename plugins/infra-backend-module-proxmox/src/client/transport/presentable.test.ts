import { presentable } from './presentable';

it.each([
  'VM is locked (clone)',
  'VM 101 already exists',
  "can't clone to non-shared storage 'x'",
  'cluster not ready - no quorum?',
  'Permission check failed (/vms/100, VM.Audit)',
])('shows people "%s"', words => {
  expect(presentable(words)).toBe(words);
});

it.each([
  "start failed: command '/usr/bin/kvm -id 100' failed: exit code 1",
  'DBI connect failed: host db1.example.org:5432 refused',
  'connect to 10.0.0.7 refused',
  'Undefined subroutine &PVE::QemuServer::foo called at /usr/share/perl5/PVE/API2/Qemu.pm line 3111.',
  '<html><body>Bad gateway</body></html>',
])('keeps "%s" from people', words => {
  expect(presentable(words)).toBe('');
});
