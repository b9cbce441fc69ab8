(() => {
  "use strict";
  document.documentElement.classList.add("js");
  const rows = [...document.querySelectorAll("tbody tr")];
  const buttons = [...document.querySelectorAll(".tools button")];
  const search = document.querySelector(".tools input");
  const status = document.querySelector(".tools output");
  const sections = [...document.querySelectorAll("main section")];
  // People type without the letters that their keyboard lacks: compare without marks.
  const plain = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
      .replace(/\u0131/g, "i").replace(/\u0259/g, "e").replace(/\u0111/g, "d");
  let texts = null;
  let filter = "";
  const show = () => {
    const wanted = plain(search.value.trim());
    if (wanted && !texts) {
      texts = rows.map((row) => plain([...row.querySelectorAll("p")].map((p) => p.textContent).join("\n")));
    }
    let shown = 0;
    rows.forEach((row, index) => {
      const visible = (!filter || row.classList.contains(filter)) && (!wanted || texts[index].includes(wanted));
      row.hidden = !visible;
      shown += visible ? 1 : 0;
    });
    sections.forEach((section) => { section.hidden = !section.querySelector("tbody tr:not([hidden])") && rows.length > 0; });
    status.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} segments shown`;
  };
  const choose = (value) => {
    filter = value;
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.value === value)));
    show();
  };
  buttons.forEach((button) => button.addEventListener("click", () => choose(button.value)));
  let timer = 0;
  search.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 120); });
  const reveal = () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row && row.hidden) {
      search.value = "";
      choose("");
      row.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
})();
