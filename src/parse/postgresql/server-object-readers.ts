import type { Readers } from "./readers.ts";
import {
  readAlterPublication,
  readAlterSubscription,
  readCreatePublication,
  readCreateSubscription,
  readDropSubscription,
} from "./replication.ts";
import {
  readAlterRole,
  readCreateRole,
  readDropOwned,
  readDropRole,
  readReassignOwned,
} from "./roles.ts";
import {
  altered,
  created,
  dottedName,
  dropped,
  nameOfObject,
  readAlterDatabase,
  readAlterEventTrigger,
  readAlterExtensionMember,
  readAlterOperatorFamily,
  readCreateCast,
  readCreateTransform,
  readDependsOnExtension,
  readImportedSchema,
  readMoveAll,
  readSecurityLabel,
  userMapping,
} from "./server-objects.ts";
import { readDatabaseSetting, readRoleSetting, readSystemSetting } from "./settings.ts";

/** Commands on what the catalog does not follow: roles, replication, foreign servers, operators and so on. */
export const serverObjectReaders: Readers = {
  AlterCollationStmt: ({ collname }) => altered("collation", dottedName(collname), "refresh"),
  AlterDatabaseRefreshCollStmt: ({ dbname = "" }) => altered("database", dbname, "refresh"),
  AlterDatabaseSetStmt: readDatabaseSetting,
  AlterDatabaseStmt: readAlterDatabase,
  AlterEventTrigStmt: readAlterEventTrigger,
  AlterExtensionContentsStmt: readAlterExtensionMember,
  AlterExtensionStmt: ({ extname = "" }) => altered("extension", extname, "update"),
  AlterFdwStmt: ({ fdwname = "" }) => altered("foreign data wrapper", fdwname, "options"),
  AlterForeignServerStmt: ({ servername = "" }) => altered("server", servername, "options"),
  AlterObjectDependsStmt: readDependsOnExtension,
  AlterOperatorStmt: ({ opername = {} }) =>
    altered("operator", nameOfObject({ ObjectWithArgs: opername }), "options"),
  AlterOpFamilyStmt: readAlterOperatorFamily,
  AlterPublicationStmt: readAlterPublication,
  AlterRoleSetStmt: readRoleSetting,
  AlterRoleStmt: readAlterRole,
  AlterSubscriptionStmt: readAlterSubscription,
  AlterSystemStmt: readSystemSetting,
  AlterTableMoveAllStmt: readMoveAll,
  AlterTableSpaceOptionsStmt: ({ tablespacename = "" }) =>
    altered("tablespace", tablespacename, "options"),
  AlterTSConfigurationStmt: ({ cfgname }) =>
    altered("text search configuration", dottedName(cfgname), "mapping"),
  AlterTSDictionaryStmt: ({ dictname }) =>
    altered("text search dictionary", dottedName(dictname), "options"),
  AlterTypeStmt: ({ typeName }) => altered("type", dottedName(typeName), "options"),
  AlterUserMappingStmt: (statement) => altered("user mapping", userMapping(statement), "options"),
  CreateAmStmt: ({ amname = "" }) => created("access method", amname),
  CreateCastStmt: readCreateCast,
  CreateConversionStmt: ({ conversion_name: name }) => created("conversion", dottedName(name)),
  CreateEventTrigStmt: ({ trigname = "" }) => created("event trigger", trigname),
  CreateFdwStmt: ({ fdwname = "" }) => created("foreign data wrapper", fdwname),
  CreateForeignServerStmt: ({ servername = "" }) => created("server", servername),
  CreateOpClassStmt: ({ opclassname, amname = "" }) =>
    created("operator class", `${dottedName(opclassname)} using ${amname}`),
  CreateOpFamilyStmt: ({ opfamilyname, amname = "" }) =>
    created("operator family", `${dottedName(opfamilyname)} using ${amname}`),
  CreatePLangStmt: ({ plname = "" }) => created("language", plname),
  CreatePublicationStmt: readCreatePublication,
  CreateRoleStmt: readCreateRole,
  CreateSubscriptionStmt: readCreateSubscription,
  CreateTableSpaceStmt: ({ tablespacename = "" }) => created("tablespace", tablespacename),
  CreateTransformStmt: readCreateTransform,
  CreateUserMappingStmt: (statement) => created("user mapping", userMapping(statement)),
  CreatedbStmt: ({ dbname = "" }) => created("database", dbname),
  DropdbStmt: (statement) => dropped("database", statement.dbname ?? "", statement),
  DropOwnedStmt: readDropOwned,
  DropRoleStmt: readDropRole,
  DropSubscriptionStmt: readDropSubscription,
  DropTableSpaceStmt: (statement) =>
    dropped("tablespace", statement.tablespacename ?? "", statement),
  DropUserMappingStmt: (statement) => dropped("user mapping", userMapping(statement), statement),
  ImportForeignSchemaStmt: readImportedSchema,
  ReassignOwnedStmt: readReassignOwned,
  SecLabelStmt: readSecurityLabel,
};
