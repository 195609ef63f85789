import { type ActionSpec, inputRows, outputRows } from './tables.ts'

/** An action.yml, from the table of options and the step's outputs. */
export function actionFile({ step, name, icon, post }: ActionSpec): string {
  const inputs = inputRows(step).flatMap(({ name: input, description, required }) => [
    `  ${input}:`,
    `    description: ${quoted(description)}`,
    `    required: ${required}`,
  ])
  const outputs = outputRows(step).flatMap(([output, description]) => [
    `  ${output}:`,
    `    description: ${quoted(description)}`,
  ])
  const lines = [
    '# Written by `node scripts/step-pages.ts` from the table of options: packages/engine/src/operations.',
    `name: ${quoted(name)}`,
    `description: ${quoted(step.operation.summary)}`,
    'author: Chancery',
    'branding:',
    `  icon: ${icon}`,
    '  color: gray-dark',
    'inputs:',
    ...inputs,
    'outputs:',
    ...outputs,
    'runs:',
    '  using: node24',
    '  main: dist/index.js',
    ...(post ? ['  post: dist/post.js'] : []),
  ]
  return `${lines.join('\n')}\n`
}

/** A JSON string is a YAML string. */
function quoted(text: string): string {
  return JSON.stringify(text)
}
