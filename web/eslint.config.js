import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

// The design rules of the house, as far as a linter can see them.
const looks = [
  {
    selector: "Literal[value=/#[0-9a-fA-F]{3,8}(?![\\w-])/]:not([value=/^#\\//])",
    message: "Colours are tokens: use a meaning such as surface-raised or text-muted.",
  },
  {
    selector: "Literal[value=/(^|[^\\w-])-?\\d+px(?![\\w-])/]",
    message: "Sizes come from the spacing scale, never from pixels.",
  },
  {
    selector: "Literal[value=/(^|\\s)(dark:|-?(ml|mr|pl|pr)-|(left|right)-|text-(left|right)(\\s|$)|border-[lr](-|\\s|$)|rounded-[lr]-)/]",
    message: "Themes are tokens and sides are logical (ms-, me-, ps-, pe-, start-, end-).",
  },
];

export default tseslint.config(
  { ignores: ["dist", "src/api/schema.ts", "node_modules"] },
  ...tseslint.configs.recommended,
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      complexity: ["error", 12],
      eqeqeq: "error",
      "max-lines": ["error", { max: 250, skipBlankLines: false }],
      "no-console": "error",
      "no-else-return": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Only routes have a default export." },
        { selector: "ExportAllDeclaration", message: "No barrel files." },
      ],
    },
  },
  {
    files: ["src/**/*.tsx"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Only routes have a default export." },
        { selector: "ExportAllDeclaration", message: "No barrel files." },
        ...looks,
      ],
    },
  },
  { files: ["src/routes/**/*.tsx"], rules: { "no-restricted-syntax": ["error", ...looks] } },
  {
    files: ["src/features/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["@/features/*", "@/app/*", "@/routes/*"], message: "A feature imports design, api and lib only; pages combine features." }] },
      ],
    },
  },
  {
    files: ["src/design/**/*.{ts,tsx}", "src/lib/**/*.{ts,tsx}", "src/api/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["@/features/*", "@/app/*", "@/routes/*"], message: "Imports go downward only." }] },
      ],
    },
  },
);
