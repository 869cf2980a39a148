import { type ZodType, z } from 'zod';

/** Parts of a schema that are referred to by name. */
type Definitions = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of a file that people write, for their editors. Files are read with every scalar as text; an editor reads
 * YAML as YAML does, so what may look like a number or a truth value is let through as one.
 */
export function editorSchema(shape: ZodType, title: string, definitions?: Definitions): string {
  const { $schema, description, ...rest } = schemaOf(shape);
  const comment = 'Made by npm run generate; do not edit.';
  return `${JSON.stringify({ $schema, $comment: comment, title, description, ...rest, definitions }, undefined, 2)}\n`;
}

/** The schema as data. */
export function schemaOf(shape: ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(shape, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      const { editors } = jsonSchema;
      delete jsonSchema.editors;
      if (editors === 'text-or-number') Object.assign(jsonSchema, { type: ['string', 'number'] });
      if (editors === 'boolean') {
        jsonSchema.type = 'boolean';
        delete jsonSchema.enum;
      }
      if (editors === 'true')
        Object.assign(jsonSchema, { enum: [true, 'true'], type: undefined, const: undefined });
      if (editors === 'scalar') Object.assign(jsonSchema, { type: ['string', 'number', 'boolean'] });
      if (editors === 'detection') {
        for (const field of Object.keys(jsonSchema)) delete jsonSchema[field];
        jsonSchema.$ref = '#/definitions/detect';
      }
    },
  });
}
