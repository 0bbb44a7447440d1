#!/usr/bin/env node
process.getBuiltinModule(`node:module`).enableCompileCache?.();const{runHere:e}=await import(`./chunks/run-here.js`);process.exitCode=await e();export{};