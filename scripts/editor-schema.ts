import { type ZodType, z } from 'zod';

/**
 * The JSON Schema of a file that people write, for their editors. Files are read with every scalar as text; an editor reads
 * YAML as YAML does, so what may look like a number or a truth value is let through as one.
 */
export function editorSchema(shape: ZodType, title: string): string {
  const schema = z.toJSONSchema(shape, {
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
    },
  });
  const { $schema, description, ...rest } = schema;
  return `${JSON.stringify({ $schema, title, description, ...rest }, undefined, 2)}\n`;
}
