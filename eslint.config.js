// SPDX-License-Identifier: Apache-2.0
// The lints of the JavaScript. Types are inferred, as an editor does it, for the rules about promises: a test that forgets
// to await passes whatever comes of it.

import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Functions of the test runner: their promises are awaited by the runner itself. */
const AWAITED_BY_RUNNER = ['after', 'afterEach', 'before', 'beforeEach', 'describe', 'test'];

export default [
	{
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		languageOptions: {
			globals: globals.node,
			parser: tseslint.parser,
			parserOptions: { project: './jsconfig.json', tsconfigRootDir: import.meta.dirname },
		},
		plugins: { typescript: tseslint.plugin },
	},
	js.configs.recommended,
	{
		rules: {
			'array-callback-return': 'error',
			curly: 'error',
			eqeqeq: 'error',
			'no-constructor-return': 'error',
			'no-promise-executor-return': 'error',
			'no-self-compare': 'error',
			'no-template-curly-in-string': 'error',
			'no-throw-literal': 'error',
			'no-unreachable-loop': 'error',
			'no-unused-vars': ['error', { ignoreRestSiblings: true }],
			'no-use-before-define': ['error', { functions: false, variables: false }],
			'no-var': 'error',
			'object-shorthand': 'error',
			'prefer-const': 'error',
			'prefer-promise-reject-errors': 'error',
			'sort-imports': ['error', { ignoreCase: true, ignoreDeclarationSort: true }],
			'typescript/await-thenable': 'error',
			'typescript/no-floating-promises': [
				'error',
				{ allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: AWAITED_BY_RUNNER }] },
			],
			'typescript/no-misused-promises': 'error',
		},
	},
	{
		// Functions in them run in the browser.
		files: ['tests/platform/page.test.js', 'tests/support/browser.js'],
		languageOptions: { globals: { document: 'readonly', window: 'readonly' } },
	},
];
