/** What a field of the JSON report is, in words and types: `json-shape.ts` declares every one with these. */

/** A field: how its value is written, and what it says. */
export interface Field {
  readonly type: string;
  readonly says: string;
  readonly optional?: true;
  /** The shape of its value, or of each of its values. */
  readonly shape?: Shape;
}

export interface Shape {
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
}

/** Every field of a type, the optional ones marked so. */
type FieldsOf<Type> = {
  readonly [Name in keyof Required<Type>]: Field &
    (Record<never, never> extends Pick<Type, Name>
      ? { readonly optional: true }
      : { readonly optional?: never });
};

/** Declares a shape; every field of the type has its line. */
export function shapeOf<Type>(name: string, fields: FieldsOf<Type>): Shape {
  return { name, fields: { ...fields } };
}

/** A field that holds a text. */
export const text = (says: string) => ({ type: 'text', says });
/** A field that holds a list of texts. */
export const texts = (says: string) => ({ type: 'texts', says });
/** A field that holds a thing of another shape. */
export const one = (shape: Shape, says: string) => ({ type: shape.name, says, shape });
/** A field that holds a list of such. */
export const many = (shape: Shape, says: string) => ({ type: `list of ${shape.name}`, says, shape });
