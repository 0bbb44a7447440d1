import type { Evidence } from "../../src/model/evidence.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { JudgedChange } from "../../src/model/judgement.ts";
import type { PhasePlan } from "../../src/model/phase-plan.ts";
import type { Reason } from "../../src/model/reason.ts";
import type { SchemaChange } from "../../src/model/schema-change.ts";
import type { GateEntry, JudgedFile, JudgedStatement, Result } from "../../src/model/verdict.ts";
import type { ReportOptions } from "../../src/report/report-view.ts";

/** Results as the pipeline gives them, for every renderer. */

export const options: ReportOptions = {
  configurationPath: ".github/expand-contract.yml",
  serverUrl: "https://github.com",
  repository: "acme/shop",
  recheckHint: "judged again on every push, deployment and edit of the description",
  memory: null,
  hidden: [],
  isPlanOpen: false,
  summaryUrl: "https://github.com/acme/shop/actions/runs/4711",
};

const users = { schema: "public", name: "users" } as const;
const head = "8c1f0e2d4b6a8c0e2f4a6b8d0c2e4f6a8b0d2c4e";

export function docs(rule: string): string {
  return `https://github.com/expand-contract/expand-contract/blob/main/docs/rules/${rule}.md`;
}

export function makeFinding(rule: string, values: Partial<Finding> = {}): Finding {
  return {
    rule,
    severity: "error",
    requirement: "none",
    message: "Something breaks.",
    safeWay: "Do it in another way.",
    docs: docs(rule),
    suggestion: null,
    ...values,
  };
}

export function makeChange(change: SchemaChange, values: Partial<JudgedChange>): JudgedChange {
  return {
    change,
    object: null,
    description: change.kind,
    compatibility: "additive",
    phase: "expand",
    hazards: [],
    lock: null,
    requirement: "none",
    findings: [],
    ...values,
  };
}

export function makeFile(
  path: string,
  statements: readonly JudgedStatement[],
  values: Partial<JudgedFile> = {},
): JudgedFile {
  return {
    path,
    previousPath: null,
    status: "added",
    layout: "sql",
    dialect: "postgresql",
    transaction: false,
    statements,
    findings: [],
    ...values,
  };
}

export function makeResult(values: Partial<Result>): Result {
  return {
    verdict: "pass",
    reasons: [],
    files: [],
    plan: [],
    gate: [],
    phase: null,
    mode: "enforce",
    waivers: [],
    notices: [],
    claims: [],
    error: null,
    head,
    ...values,
  };
}

export function statement(
  line: number,
  sql: string,
  changes: readonly JudgedChange[],
): JudgedStatement {
  return { line, endLine: line + sql.split("\n").length - 1, sql, allowances: [], changes };
}

const renameHarm =
  'Code that is still running selects `users.full_name`; it fails with "column does not exist" the moment this runs, and again if you roll back.';

const renameColumn = makeChange(
  { kind: "rename-column", table: users, column: "full_name", to: "display_name" },
  {
    object: "public.users.full_name",
    description: "rename column `users.full_name` to `display_name`",
    compatibility: "destructive",
    phase: "contract",
    hazards: ["breaks-running-code"],
    lock: "ACCESS EXCLUSIVE",
    requirement: "split",
    findings: [
      makeFinding("rename-column", {
        requirement: "split",
        message: renameHarm,
        safeWay: "Add `display_name` beside it, move code and data over, then drop `full_name`.",
      }),
    ],
  },
);

function createIndex(name: string, concurrently: boolean): SchemaChange {
  return {
    kind: "create-index",
    table: users,
    index: {
      name,
      parts: [{ column: "display_name", expression: null }],
      include: [],
      unique: false,
      where: null,
      method: null,
    },
    concurrently,
    ifNotExists: false,
    only: false,
  };
}

const indexSafely = makeChange(createIndex("users_display_name_idx", true), {
  object: "public.users_display_name_idx",
  description: "create index `users_display_name_idx` on `users`",
  lock: "SHARE UPDATE EXCLUSIVE",
});

const renamePlan: PhasePlan = {
  object: "public.users.full_name",
  title: "Rename column `users.full_name` to `display_name` in 3 pull requests",
  path: "db/migrations/0042_rename.sql",
  line: 3,
  steps: [
    {
      phase: "expand",
      title: "Add `display_name` beside `full_name`",
      sql: ["SET lock_timeout = '5s'", "ALTER TABLE public.users ADD COLUMN display_name text"],
      outsideTransaction: false,
      code: ["Write both `full_name` and `display_name`; read `full_name`."],
      verify: null,
      before: ["The code that writes both is live in `production` and `production-workers`."],
    },
    {
      phase: "migrate",
      title: "Copy the values, then read the new column",
      sql: [
        "UPDATE public.users\nSET display_name = full_name\nWHERE id BETWEEN 1 AND 10000\n  AND display_name IS NULL",
      ],
      outsideTransaction: true,
      code: ["Read `display_name`. Keep writing both until every instance reads the new column."],
      verify: {
        sql: "SELECT count(*) FROM public.users\nWHERE display_name IS DISTINCT FROM full_name",
        expect: "It counts 0.",
      },
      before: ["No running code reads `full_name`."],
    },
    {
      phase: "contract",
      title: "Drop `full_name`",
      sql: ["SET lock_timeout = '5s'", "ALTER TABLE public.users DROP COLUMN full_name"],
      outsideTransaction: false,
      code: [],
      verify: null,
      before: [],
    },
  ],
};

/** A rename in one step, beside a harmless index. */
export const blockedRename: Result = makeResult({
  verdict: "blocked",
  phase: "contract",
  reasons: [
    {
      code: "in-place-change",
      effect: "blocked",
      rules: [],
      object: "public.users.full_name",
      message: `${renameHarm} Split it as the plan shows; a link does not help here.`,
      path: "db/migrations/0042_rename.sql",
      line: 3,
    },
  ],
  plan: [renamePlan],
  files: [
    makeFile("db/migrations/0042_rename.sql", [
      statement(1, "SET lock_timeout = '5s'", []),
      statement(3, "ALTER TABLE users\n  RENAME COLUMN full_name TO display_name", [renameColumn]),
      statement(5, "CREATE INDEX CONCURRENTLY users_display_name_idx ON users (display_name)", [
        indexSafely,
      ]),
    ]),
  ],
});

const dropColumn = makeChange(
  { kind: "drop-column", table: users, column: "full_name", ifExists: false, cascade: false },
  {
    object: "public.users.full_name",
    description: "drop column `users.full_name`",
    compatibility: "destructive",
    phase: "contract",
    hazards: ["breaks-running-code", "loses-data"],
    lock: "ACCESS EXCLUSIVE",
    requirement: "expand",
    findings: [
      makeFinding("drop-column", {
        requirement: "expand",
        message:
          'Code that is still running selects or writes `users.full_name`; it fails with "column does not exist" the moment this runs.',
        safeWay:
          "Ship code that no longer reads, writes or declares the column. Once that is deployed everywhere, run this and name the pull request in the description: `Expand-PR: #…`.",
      }),
    ],
  },
);

const dropFile = makeFile("db/migrations/0043_drop.sql", [
  statement(1, "ALTER TABLE users DROP COLUMN full_name", [dropColumn]),
]);

const dropReason: Omit<Reason, "code" | "effect" | "message"> = {
  rules: ["drop-column"],
  object: "public.users.full_name",
  path: "db/migrations/0043_drop.sql",
  line: 1,
};

function gateEntry(evidence: readonly Evidence[], link: string | null = "#118"): GateEntry {
  return { object: "public.users.full_name", path: dropFile.path, line: 1, link, evidence };
}

const linked: Evidence = {
  check: "covers",
  state: "proven",
  environment: null,
  message:
    '#118 "Add users.display_name", merged 3 May 2026 14:02 UTC, covers it (adds `users.display_name`)',
  at: "2026-05-03T14:02:11Z",
};

function deployed(environment: string, sha: string, at: string, time: string): Evidence {
  return {
    check: "deployed",
    state: "proven",
    environment,
    message: `\`${environment}\` runs \`${sha}\` since ${time}, which contains #118`,
    at,
  };
}

function whole(environment: string): Evidence {
  return {
    check: "not-reverted",
    state: "proven",
    environment,
    message: `nothing in what \`${environment}\` runs takes #118 back`,
    at: null,
  };
}

const production = deployed(
  "production",
  "abc1234",
  "2026-05-09T09:10:00Z",
  "9 May 2026 09:10 UTC",
);

/** A drop without any link. */
export const blockedDrop: Result = makeResult({
  verdict: "blocked",
  phase: "contract",
  files: [dropFile],
  reasons: [
    {
      ...dropReason,
      code: "no-link",
      effect: "blocked",
      message:
        "Drop column `users.full_name`: name the pull request that made it unused, in the description on a line of its own: `Expand-PR: #…`.",
    },
  ],
  gate: [gateEntry([], null)],
  plan: [
    {
      ...renamePlan,
      title: "Drop column `users.full_name` in 2 pull requests",
      path: dropFile.path,
      line: 1,
    },
  ],
});

const behind = "`production-workers` runs `99fe012` since 2 May 2026 08:00 UTC, from before #118";

/** Live in one environment of two. */
export const waitingContract: Result = makeResult({
  verdict: "waiting",
  phase: "contract",
  files: [dropFile],
  reasons: [{ ...dropReason, code: "not-deployed", effect: "waiting", message: behind }],
  gate: [
    gateEntry([
      linked,
      production,
      whole("production"),
      {
        check: "deployed",
        state: "waiting",
        environment: "production-workers",
        message: behind,
        at: "2026-05-02T08:00:00Z",
      },
    ]),
  ],
  plan: [renamePlan],
});

/** Live everywhere. */
export const passingContract: Result = makeResult({
  verdict: "pass",
  phase: "contract",
  files: [dropFile],
  gate: [gateEntry([linked, production, whole("production")])],
  plan: [renamePlan],
});

const addColumn = makeChange(
  {
    kind: "add-column",
    table: users,
    column: {
      name: "display_name",
      type: {
        name: "text",
        schema: null,
        modifiers: [],
        arrayDimensions: 0,
        unsigned: false,
        values: [],
        text: "text",
      },
      nullable: true,
      default: null,
      identity: null,
      autoIncrement: false,
      generated: null,
      collation: null,
      position: null,
    },
    constraints: [],
    ifNotExists: false,
  },
  {
    object: "public.users.display_name",
    description: "add column `users.display_name`, text",
    lock: "ACCESS EXCLUSIVE",
  },
);

/** Two harmless changes. */
export const additivePass: Result = makeResult({
  phase: "expand",
  files: [
    makeFile("db/migrations/0042_add.sql", [
      statement(1, "ALTER TABLE users ADD COLUMN display_name text", [addColumn]),
      statement(2, "CREATE INDEX CONCURRENTLY users_display_name_idx ON users (display_name)", [
        indexSafely,
      ]),
    ]),
  ],
});

export const noMigrations: Result = makeResult({});

/** An index that one word mends, an unreadable statement, a warning and an edited file. */
export const blockedOperation: Result = (() => {
  const harm =
    "Writes to `users` wait until the index is built, for a time that grows with the table.";
  const safeWay = "Build it with `CONCURRENTLY`, outside a transaction.";
  const index = makeChange(createIndex("users_email_idx", false), {
    object: "public.users_email_idx",
    description: "create index `users_email_idx` on `users`",
    hazards: ["blocks-writes"],
    lock: "SHARE",
    findings: [
      makeFinding("create-index", {
        message: harm,
        safeWay,
        suggestion: {
          line: 1,
          text: "CREATE INDEX CONCURRENTLY users_email_idx ON users (email);",
        },
      }),
      makeFinding("lock-timeout", {
        severity: "warning",
        message: "Nothing limits how long this waits for its lock on `users`.",
        safeWay: "Put `SET lock_timeout = '5s';` before it.",
      }),
    ],
  });
  const unreadable = makeChange(
    { kind: "unknown", reason: 'syntax error at or near "FRM", line 4', object: null },
    {
      description: "a statement that could not be read",
      compatibility: "unknown",
      findings: [
        makeFinding("unreadable-change", {
          message: 'This statement could not be read: syntax error at or near "FRM".',
          safeWay: "Correct it, or write it so that PostgreSQL's own grammar reads it.",
        }),
      ],
    },
  );
  const path = "db/migrations/0044_index.sql";
  const edited = makeFinding("edited-history", {
    severity: "warning",
    message:
      "`db/migrations/0007_orders.sql` is already on the base branch and may have run: databases that ran it never see the edit.",
    safeWay: "Restore it and put the change into a new migration.",
  });
  return makeResult({
    verdict: "blocked",
    phase: "expand",
    reasons: [
      {
        code: "unsafe-operation",
        effect: "blocked",
        rules: [],
        object: "public.users_email_idx",
        message: `${harm} ${safeWay}`,
        path,
        line: 1,
      },
      {
        code: "unreadable-change",
        effect: "blocked",
        rules: [],
        object: null,
        message:
          'This statement could not be read: syntax error at or near "FRM". Correct it, or write it so that PostgreSQL\'s own grammar reads it.',
        path,
        line: 4,
      },
      {
        code: "edited-history",
        effect: "note",
        rules: [],
        object: null,
        message: `${edited.message} ${edited.safeWay}`,
        path: "db/migrations/0007_orders.sql",
        line: null,
      },
    ],
    files: [
      makeFile("db/migrations/0007_orders.sql", [], { status: "edited", findings: [edited] }),
      makeFile(path, [
        statement(1, "CREATE INDEX users_email_idx ON users (email)", [index]),
        statement(4, "DELETE FRM sessions", [unreadable]),
      ]),
    ],
  });
})();

/** 5,000 statements, of which every tenth drops a column without a link. */
export const manyChanges: Result = (() => {
  const columns = Array.from({ length: 5_000 }, (_, index) => ({
    line: index * 2 + 1,
    column: `legacy_column_${index}`,
    drops: index % 10 === 0,
  }));
  const path = "db/migrations/0050_cleanup.sql";
  const statements = columns.map(({ line, column, drops }) => {
    const object = `public.users.${column}`;
    return drops
      ? statement(line, `ALTER TABLE users DROP COLUMN ${column}`, [
          {
            ...dropColumn,
            change: { kind: "drop-column", table: users, column, ifExists: false, cascade: false },
            object,
            description: `drop column \`users.${column}\``,
          },
        ])
      : statement(line, `ALTER TABLE users ADD COLUMN ${column} text`, [
          { ...addColumn, object, description: `add column \`users.${column}\`, text` },
        ]);
  });
  const drops = columns.filter((one) => one.drops);
  return makeResult({
    verdict: "blocked",
    phase: "contract",
    files: [makeFile(path, statements)],
    reasons: drops.map(({ line, column }) => ({
      code: "no-link",
      effect: "blocked",
      rules: [],
      object: `public.users.${column}`,
      message: `Drop column \`users.${column}\`: name the pull request that made it unused, in the description on a line of its own: \`Expand-PR: #…\`.`,
      path,
      line,
    })),
    gate: drops.map(({ line, column }) => ({
      object: `public.users.${column}`,
      path,
      line,
      link: null,
      evidence: [],
    })),
    plan: drops.map(({ line, column }) => ({
      ...renamePlan,
      object: `public.users.${column}`,
      title: `Drop column \`users.${column}\` in 2 pull requests`,
      path,
      line,
    })),
  });
})();

/** What a hostile author may call a thing. */
export const hostileTexts: readonly string[] = [
  "@octocat see #1 and octo/repo#2 or GH-3 and @org/team",
  "![x](https://evil.example/p.png) [y](javascript:alert(1)) <https://evil.example>",
  "https://evil.example www.evil.example ftp://evil.example a@evil.example mailto:a@b.example",
  "<script>alert(1)</script><img src=x onerror=alert(1)></details></summary><!-- x",
  "a | b || c \\| d \\\\| e",
  "``` ~~~ ```sql ````",
  "a`b``c```d",
  "`",
  "line one\n\n## heading\n- item\n1. item\n> quote\n\n---\n| a | b |\n|---|---|\n| c | d |",
  "*bold* _under_ ~~gone~~ **x** __y__ \\",
  "deadbeefcafe 0123456789abcdef0123456789abcdef01234567 octo/repo@deadbeef",
  "&lt;b&gt; &#64;octocat &copy; &",
  "$\\frac{1}{2}$ and $`x`$ :tada: :+1:",
  "\u202egnp.exe\u202c \u200bzero\u0000nul\u001b[31mred\u0007",
  "[ref]: https://evil.example\n[ref] [^1] [x] - [ ] task",
  "+ plus",
  "# heading",
  "=== setext ===",
  "--> <!-- expand-contract --> -->",
  "%0A::error::injected\r\n::warning file=a,line=1::b",
  "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301 zalgo",
  "very ".repeat(400),
  "x".repeat(5_000),
  "名前".repeat(100),
];

/** Every untrusted place of a result filled with one text. */
export function hostileResult(
  text: string,
  verdict: "blocked" | "waiting" | "pass" | "error" = "blocked",
): Result {
  const inQuotes = `\`${text}\``;
  const finding = makeFinding("drop-column", {
    requirement: "expand",
    message: `Code selects ${inQuotes}; it is ${text}.`,
    safeWay: `Do not ${text} or ${inQuotes}.`,
    suggestion: { line: 1, text },
  });
  const change: JudgedChange = {
    ...dropColumn,
    object: text,
    description: `drop column ${inQuotes}`,
    findings: [finding, { ...finding, rule: "other", severity: "warning" }],
  };
  const path = `db/${text}.sql`;
  return makeResult({
    verdict,
    error: verdict === "error" ? `Could not read ${inQuotes}: ${text}` : null,
    phase: "contract",
    files: [
      makeFile(path, [statement(1, text, [change])], {
        findings: [{ ...finding, severity: "warning" }],
      }),
    ],
    reasons: [
      {
        code: "no-link",
        effect: verdict === "waiting" ? "waiting" : verdict === "blocked" ? "blocked" : "note",
        rules: [],
        object: text,
        message: `Drop ${inQuotes} of ${text}.`,
        path,
        line: 1,
      },
      {
        code: "still-referenced",
        effect: verdict === "waiting" ? "waiting" : verdict === "blocked" ? "blocked" : "note",
        rules: [],
        object: null,
        message: `${text} and ${inQuotes}.`,
        path: null,
        line: null,
      },
    ],
    gate: [
      {
        object: text,
        path,
        line: 1,
        link: "#118",
        evidence: [
          {
            ...linked,
            message: `#118 "${text}", merged 3 May 2026 14:02 UTC, covers it (adds ${inQuotes})`,
          },
          {
            ...production,
            environment: text,
            state: verdict === "pass" ? "proven" : "waiting",
            message: `${inQuotes} runs`,
          },
        ],
      },
    ],
    plan: [
      {
        object: text,
        title: `Drop ${inQuotes} and ${text}`,
        path,
        line: 1,
        steps: [
          {
            phase: "expand",
            title: `Add ${inQuotes} ${text}`,
            sql: [`SELECT '${text}'`, `-- ${text}`],
            outsideTransaction: true,
            code: [`Write ${inQuotes} ${text}`],
            verify: { sql: text, expect: `${text} ${inQuotes}` },
            before: [text],
          },
        ],
      },
    ],
  });
}
