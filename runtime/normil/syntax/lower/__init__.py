"""Lowering: from the tree of the parser to typed nodes.

Takes in the tree-sitter node of one top-level statement, gives out its statement, problems and comments, all
with offsets relative to it. Never fails, whatever the tree holds, and never recurses beyond `MAX_DEPTH`.
"""
