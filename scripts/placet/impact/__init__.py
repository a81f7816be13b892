"""What a proposed amendment would do: to rules and articles, to open drafts, to filed records, to examples."""
