import { setNonce } from "get-nonce";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Providers } from "@/app/providers";
import "@/design/tokens/index.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root.");

// Dialogs lock the page's scrolling with a style element, which the policy admits by its nonce.
const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce;
if (nonce) setNonce(nonce);

createRoot(root).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
);
