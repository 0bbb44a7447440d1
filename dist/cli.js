#!/usr/bin/env node
import*as e from"node:module";e.enableCompileCache?.();const{run:t}=await import(`./chunks/run.js`);process.exitCode=await t(process.argv,process.stdout,process.stderr);export{};