import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Schema of fields whose value is a name, a ref or a text. */
export const TextFieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      operation: z
        .enum(['project.create', 'instance.create', 'gpu.request'])
        .optional()
        .describe(
          'Operation the form asks for; found out from its fields when left out',
        ),
    }),
});

/** Schema of fields whose value is a number. */
export const NumberFieldSchema = makeFieldSchema({
  output: z => z.number(),
  uiOptions: z =>
    z.object({
      operation: z
        .enum(['project.create', 'instance.create', 'gpu.request'])
        .optional()
        .describe(
          'Operation the form asks for; found out from its fields when left out',
        ),
    }),
});

/** Props of fields with a text value. */
export type TextFieldProps = typeof TextFieldSchema.TProps;
/** Props of fields with a number. */
export type NumberFieldProps = typeof NumberFieldSchema.TProps;
