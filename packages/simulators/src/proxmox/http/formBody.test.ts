import { decodeForm } from './formBody';
import { decodeMultipart } from './multipart';

describe('decodeForm', () => {
  it.each([
    ['tags=a;b', { tags: 'a', b: '' }],
    ['ipconfig0=ip=dhcp', { ipconfig0: 'ip' }],
    ['size=+1G', { size: ' 1G' }],
    ['size=%2B1G&tags=a%3Bb', { size: '+1G', tags: 'a;b' }],
    ['map=a&map=b&map=c', { map: ['a', 'b', 'c'] }],
    ['', {}],
  ])('reads %s as pveproxy does', (text, expected) => {
    expect(decodeForm(text)).toEqual(expected);
  });
});

describe('decodeMultipart', () => {
  it('takes fields, and name and size of the file', () => {
    const body = [
      '--xx',
      'Content-Disposition: form-data; name="content"',
      '',
      'iso',
      '--xx',
      'Content-Disposition: form-data; name="filename"; filename="a.iso"',
      'Content-Type: application/octet-stream',
      '',
      '12345',
      '--xx--',
      '',
    ].join('\r\n');
    expect(decodeMultipart(Buffer.from(body), 'xx')).toEqual({
      fields: { content: 'iso', filename: 'a.iso' },
      file: { filename: 'a.iso', size: 5 },
    });
  });
});
