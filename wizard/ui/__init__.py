"""Everything on screen: one window, the screens in it, and how they look.

What shows before a plan is opened (``shell.window``, ``shell.home`` and what they use) imports
neither the model nor a pack, so that the first paint is not kept waiting;
``shell.plan_screen`` and all below it are imported when a plan opens.
"""
