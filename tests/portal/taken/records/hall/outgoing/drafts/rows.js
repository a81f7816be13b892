placetRows("hall/outgoing/drafts", [
["drafts/jiaoju.html","草稿","关于补发教具清单的函 <script>window.hit=1</script><img src=x onerror=\"window.hit=1\">","函","2026-06-16","办公室","文杰","","","内部","waiting"]
]);
