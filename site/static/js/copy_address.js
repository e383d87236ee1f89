// Copies an address in the admin; without scripts it stands in its box, to be copied by hand.
for (const button of document.querySelectorAll("[data-copy-address]")) {
  const address = document.getElementById(button.dataset.copyAddress);
  button.hidden = false;
  button.addEventListener("click", async () => {
    address.select();
    try {
      await navigator.clipboard.writeText(address.value);
    } catch {
      document.execCommand("copy"); // a page without HTTPS has no clipboard
    }
    button.textContent = button.dataset.done;
  });
}
