/** The types that well-known PostgreSQL extensions bring, by extension: columns have them, and go with them. */
export const extensionTypes: Readonly<Record<string, readonly string[]>> = {
  citext: ["citext"],
  cube: ["cube"],
  hstore: ["hstore"],
  isn: ["ean13", "isbn13", "ismn13", "issn13", "isbn", "ismn", "issn", "upc"],
  lo: ["lo"],
  ltree: ["ltree", "lquery", "ltxtquery"],
  postgis: ["geometry", "geography", "box2d", "box3d"],
  postgis_raster: ["raster"],
  seg: ["seg"],
  vector: ["vector", "halfvec", "sparsevec"],
};
