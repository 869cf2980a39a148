import { readKnowledge } from '../../src/knowledge/read.ts';
import { type Product, product } from '../../src/knowledge/shapes/product.ts';
import { knowledgeTexts } from './knowledge.ts';

/** The products that the project knows, read from their files. */
export const PRODUCTS: readonly Product[] = knowledgeTexts('products').map((file) => {
  const read = readKnowledge(file);
  if ('problem' in read) throw new Error(JSON.stringify(read.problem));
  return product.parse(read.document);
});
