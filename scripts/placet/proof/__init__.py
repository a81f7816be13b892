"""Proving one document: who signed this exact text, in which post, by which key, under which article, in what order."""
