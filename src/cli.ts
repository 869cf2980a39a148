#!/usr/bin/env node
process.stdout.write('holdshort\n');
