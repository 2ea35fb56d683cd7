import { refusalSentence } from './refusalSentence';

const who = 'os-eu1';

describe('refusalSentence', () => {
  it('tells the reason within one sentence, whatever its form', () => {
    expect(
      refusalSentence({ who, kind: 'conflict', words: ' It is\n  locked. ' }),
    ).toBe("os-eu1 can't do it in the present state: It is locked.");
    expect(refusalSentence({ who, kind: 'invalid', words: '' })).toBe(
      'os-eu1 does not accept the request.',
    );
  });

  it('cuts a long reason off', () => {
    const words = 'x'.repeat(10_000);
    const sentence = refusalSentence({ who, kind: 'invalid', words });
    expect(sentence.length).toBeLessThan(400);
    expect(sentence).toMatch(/x\.$/);
  });

  it('names the part that is ill, and the whole where it decides', () => {
    const part = 'the image service of os-eu1';
    expect(refusalSentence({ who, part, kind: 'unavailable', words: '' })).toBe(
      'The image service of os-eu1 has trouble of its own.',
    );
    expect(
      refusalSentence({ who, part, kind: 'unknown-outcome', words: '' }),
    ).toBe(
      'It is unknown whether the image service of os-eu1 did what it was asked.',
    );
    expect(
      refusalSentence({ who, part, kind: 'quota-exceeded', words: '' }),
    ).toBe('The quota at os-eu1 does not allow it.');
  });

  it('lets the module of a vendor say it better', () => {
    const own = {
      forbidden: (said: string) => `Look at infra.os[0].auth${said}.`,
    };
    const words = 'no';
    expect(refusalSentence({ who, kind: 'forbidden', words, own })).toBe(
      'Look at infra.os[0].auth: no.',
    );
    expect(refusalSentence({ who, kind: 'unavailable', words, own })).toBe(
      'os-eu1 has trouble of its own: no.',
    );
  });
});
