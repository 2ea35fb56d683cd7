/**
 * Looks of the line below a field: in line with the lines of the form's plain fields. It is no
 * error, also where the field has one; that is written below it by the form.
 */
export const HINT = { error: false, sx: { mx: 0 } };
