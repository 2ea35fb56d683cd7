/**
 * Form fields of Ironstage for apps on the old frontend system: pass each of them to
 * `createScaffolderFieldExtension`.
 *
 * @packageDocumentation
 */
export { countFormField, daysFormField, textFormFields } from './formFields';
export { RequestReview } from './RequestReview';
