/**
 * Which files of a repository are code that runs, by their paths alone. Names are those of common conventions (as
 * GitHub's linguist lists them): what a tool generates, vendors or locks repeats what the code beside it says.
 */
export function isSearchedPath(path: string): boolean {
  return !leftOut.some((pattern) => pattern.test(path));
}

const leftOut: readonly RegExp[] = [
  // Vendored code and builds.
  /(?:^|\/)(?:node_modules|bower_components|vendor|third[-_]party|Pods|\.yarn|dist|\.git)\//,
  // Prose.
  /\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|tex|po|pot)$/i,
  /(?:^|\/)(?:CHANGELOG|CHANGES|HISTORY|LICENSE|NOTICE|AUTHORS|CODEOWNERS)[^/]*$/i,
  // Locks.
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|go\.sum|composer\.lock|[\w.-]+\.lock)$/,
  // Generated: schemas dumped by a migration tool, clients, snapshots, minified code.
  /(?:^|\/)db\/(?:\w+_)?schema\.rb$|(?:^|\/)(?:\w+_)?structure\.sql$|ModelSnapshot\.cs$/,
  /(?:^|\/)__generated__\/|\.(?:generated|designer|g)\.[a-z]+$|\.pb\.(?:go|cc|h|rb)$|_pb2(?:_grpc)?\.pyi?$/i,
  /\.min\.(?:js|css)$|\.(?:map|snap|svg|css|scss|less|csv|tsv|ipynb|sum)$/i,
  // Binaries whose name tells.
  /\.(?:png|jpe?g|gif|ico|webp|pdf|zip|gz|tgz|bz2|xz|jar|war|woff2?|ttf|eot|otf|mp[34]|mov|wasm|so|dll|exe|class|pyc|sqlite3?|db)$/i,
  // Migrations in code, by number or date; those in SQL are known by their folders.
  /(?:^|\/)(?:post_)?migrat\w*\/(?:\w+\/)*[VU]?\d[\w.-]*\.\w+$/i,
  /(?:^|\/)(?:alembic|migrations)\/versions\/[^/]+\.py$/,
];

/** Whether a file belongs to the tests, which do not run in production. */
export function isTestPath(path: string): boolean {
  return (
    /(?:^|\/)(?:tests?|specs?|__tests__|__mocks__|testdata|e2e|cypress|fixtures|factories)\//i.test(
      path,
    ) ||
    /(?:[._-](?:test|tests|spec|e2e|stories)\.\w+$|(?:^|\/)(?:test_[^/]*|conftest)\.py$|(?:Test|Tests|IT)\.(?:java|kt|cs|scala|php)$)/.test(
      path,
    )
  );
}
