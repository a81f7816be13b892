// A reader's own post, chosen once and kept on this machine: what is due for it stands on the first page.
(function () {
  "use strict";
  var script = document.currentScript.src, base = script.slice(0, script.indexOf("assets/placet/"));
  var kept = window.placetPost.kept, keep = window.placetPost.keep;

  function made(name, attributes, children) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    element.append.apply(element, children || []);
    return element;
  }

  // On the page of a post: the button that makes it one's own.
  function offer(button) {
    function tell(isMine) {
      button.setAttribute("aria-pressed", String(isMine));
      button.textContent = isMine ? button.dataset.said : button.dataset.ask;
    }
    button.dataset.ask = button.textContent;
    tell(kept() === button.dataset.mine);
    button.addEventListener("click", function () {
      var mine = kept() === button.dataset.mine;
      if (keep(mine ? "" : button.dataset.mine)) tell(!mine);
    });
  }

  // On the first page: what is due for the post, in place of what is due for everyone.
  function show(place, due) {
    var words = place.dataset;
    function row(item) {
      var about = [made("a", { href: base + item.address }, [item.name])];
      var small = [item.what];
      if (item.until) small.push(" · ", words.until.replace("{day}", item.until));
      if (item.overdue) small.push(" ", made("span", { class: "pl-badge pl-badge--breached" }, [words.overdue]));
      return made("li", {}, about.concat(made("small", {}, small)));
    }
    var page = base + "posts/" + due.post + ".html";
    var count = words.count.replace("{count}", due.total);
    if (due.overdue) count += " · " + words.late.replace("{count}", due.overdue);
    place.replaceChildren(
      made("p", { class: "pl-mine" }, [made("a", { href: page }, [due.title]), " ", made("small", { class: "pl-inline" }, [count]), " ",
        made("a", { href: base + "posts.html", class: "pl-mine__other" }, [words.other])]),
      due.total ? made("ul", { class: "pl-list" }, due.items.map(row)) : made("p", { class: "pl-quiet" }, [words.nothing]),
      made("p", { class: "pl-more" }, [made("a", { href: page + "#due" }, [words.all])])
    );
  }
  function load(place, post) {
    // A script rather than a fetch: a page opened as a file may not fetch, but it may load scripts beside it.
    var data = made("script", { src: base + "posts/" + post + ".js" });
    data.addEventListener("load", function () {
      if (window.placetDue && window.placetDue.post === post) show(place, window.placetDue);
    });
    data.addEventListener("error", function () { keep(""); });  // the post is no more: the reader chooses anew
    document.head.append(data);
  }

  document.querySelectorAll("button[data-mine]").forEach(offer);
  document.querySelectorAll("[data-mine-here]").forEach(function (place) { if (kept()) load(place, kept()); });
})();
