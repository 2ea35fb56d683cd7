/**
 * Form fields of Ironstage for apps on the old frontend system: pass each of them to
 * `createScaffolderFieldExtension`.
 *
 * @packageDocumentation
 */
export { daysFormField, textFormFields } from './formFields';
